// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * A check that is one thing: types, lint, format, build.
 *
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countCheck(exitCode) {
  return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
}

/**
 * Counts of vitest's JSON report.
 *
 * @param {string} path
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countVitest(path, exitCode) {
  const report = readReport(path);
  if (!report) return countCheck(exitCode || 1);
  const skipped = report.numPendingTests + report.numTodoTests;
  return agree({ passed: report.numPassedTests, failed: report.numFailedTests, skipped }, exitCode);
}

/**
 * The files of vitest's JSON report in which something failed, and how many of their tests passed.
 *
 * @param {string} path
 * @returns {{ files: string[], passed: number }}
 */
export function failedFiles(path) {
  /** @type {{ name: string, status: string, assertionResults: { status: string }[] }[]} */
  const results = readReport(path)?.testResults ?? [];
  const failed = results.filter(({ status }) => status === 'failed');
  return {
    files: failed.map(({ name }) => name),
    passed: failed
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'passed').length,
  };
}

/**
 * Counts of Playwright's JSON report. Where a configuration allows retries, a story that passed at last counts.
 *
 * @param {string} path
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countPlaywright(path, exitCode) {
  const report = readReport(path);
  if (!report) return countCheck(exitCode || 1);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return agree({ passed: expected + flaky, failed: unexpected, skipped }, exitCode);
}

/** Of each failure no more than fits into a line of the summary. */
const FAILURE_CHARACTERS = 300;

/**
 * What failed by the JSON report of vitest or Playwright, a line each: its file, its title, and what it said first.
 *
 * @param {string} path
 * @returns {string[]}
 */
export function whatFailed(path) {
  const report = readReport(path);
  const lines = [...failuresOfVitest(report?.testResults), ...failuresOfSuites(report?.suites)];
  return lines.map((line) => stripVTControlCharacters(line).slice(0, FAILURE_CHARACTERS));
}

/** @typedef {{ fullName: string, status: string, failureMessages?: string[] }} Assertion */
/** @param {{ name: string, status: string, message?: string, assertionResults: Assertion[] }[]} files */
function failuresOfVitest(files = []) {
  return files
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === 'failed');
      if (failed.length === 0) return [`${name}: ${firstLine(message)}`];
      return failed.map(
        (one) => `${name}: ${one.fullName}: ${firstLine(one.failureMessages?.[0])}`,
      );
    });
}

/**
 * @typedef {{ title: string, file: string, ok: boolean, tests: { results: { error?: { message?: string } }[] }[] }} Spec
 * @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite
 */
/**
 * @param {Suite[]} suites
 * @returns {string[]}
 */
function failuresOfSuites(suites = []) {
  return suites.flatMap(({ specs = [], suites: within }) => [
    ...specs
      .filter(({ ok }) => !ok)
      .map(({ file, title, tests }) => {
        const errors = tests.flatMap(({ results }) => results.map(({ error }) => error?.message));
        return `${file}: ${title}: ${firstLine(errors.find(Boolean))}`;
      }),
    ...failuresOfSuites(within),
  ]);
}

const firstLine = (message = 'no reason was given') => message.split('\n', 1)[0] ?? '';

/**
 * A runner can fail although no test did, when a file does not load, and a run without tests proves
 * nothing: each counts as one failure.
 *
 * @param {Counts} counts
 * @param {number} exitCode
 * @returns {Counts}
 */
function agree(counts, exitCode) {
  const failedUnseen = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  return failedUnseen ? { ...counts, failed: 1 } : counts;
}

/** @param {string} path */
function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}
