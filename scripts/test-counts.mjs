// @ts-check
import { existsSync, readFileSync } from 'node:fs';

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
