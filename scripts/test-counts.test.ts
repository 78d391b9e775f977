import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  countCheck,
  countPlaywright,
  countVitest,
  failedFiles,
  whatFailed,
} from './test-counts.mjs';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'legato-counts-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function report(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify(content));
  return path;
}
const vitestReport = (numPassedTests: number, numFailedTests: number) =>
  report('unit.json', { numPassedTests, numFailedTests, numPendingTests: 2, numTodoTests: 1 });

test('a check is one passed or one failed', () => {
  expect(countCheck(0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(countCheck(2)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('counts the tests of vitest', async () => {
  const counts = countVitest(await vitestReport(40, 2), 1);
  expect(counts).toEqual({ passed: 40, failed: 2, skipped: 3 });
});

test('names the files to run again, and what of them passed already', async () => {
  const testResults = [
    { name: '/a.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }] },
    {
      name: '/b.test.ts',
      status: 'failed',
      assertionResults: [{ status: 'passed' }, { status: 'failed' }, { status: 'passed' }],
    },
    // One that could not be loaded has no tests.
    { name: '/c.test.ts', status: 'failed', assertionResults: [] },
  ];
  const path = await report('failed.json', { testResults });
  expect(failedFiles(path)).toEqual({ files: ['/b.test.ts', '/c.test.ts'], passed: 2 });
  expect(failedFiles(join(folder, 'none.json'))).toEqual({ files: [], passed: 0 });
});

test('names what failed, in the reports of both runners', async () => {
  const failureMessages = [
    '\u001b[31mAssertionError: expected 2 to be 3\u001b[39m\n    at b.test.ts:7',
  ];
  const assertionResults = [
    { fullName: 'adds', status: 'failed', failureMessages },
    { fullName: 'takes away', status: 'passed', failureMessages: [] },
  ];
  const unit = await report('unit-failures.json', {
    testResults: [
      { name: '/a.test.ts', status: 'passed', assertionResults: [] },
      { name: '/b.test.ts', status: 'failed', assertionResults },
      { name: '/c.test.ts', status: 'failed', message: 'cannot be loaded', assertionResults: [] },
    ],
  });
  expect(whatFailed(unit)).toEqual([
    '/b.test.ts: adds: AssertionError: expected 2 to be 3',
    '/c.test.ts: cannot be loaded',
  ]);

  const results = [{ error: { message: `Error: ${'far '.repeat(200)}` } }];
  const specs = [
    { title: 'opens', file: 'a.e2e.ts', ok: true, tests: [] },
    { title: 'plays', file: 'a.e2e.ts', ok: false, tests: [{ results }] },
  ];
  const stories = await report('e2e-failures.json', { suites: [{ suites: [{ specs }] }] });
  const [story = '', ...others] = whatFailed(stories);
  expect(story).toMatch(/^a\.e2e\.ts: plays: Error: far far/);
  expect(story).toHaveLength(300);
  expect(others).toEqual([]);
  expect(whatFailed(join(folder, 'none.json'))).toEqual([]);
});

test('a runner that fails beside its tests is one failure', async () => {
  expect(countVitest(await vitestReport(40, 0), 1)).toEqual({ passed: 40, failed: 1, skipped: 3 });
});

test('a run of no tests is one failure, even when the runner is content', async () => {
  expect(countVitest(await vitestReport(0, 0), 0)).toEqual({ passed: 0, failed: 1, skipped: 3 });
});

test('a report that was never written is one failure', () => {
  expect(countVitest(join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('counts the tests of Playwright', async () => {
  const stats = { expected: 12, unexpected: 1, flaky: 1, skipped: 3 };
  const counts = countPlaywright(await report('e2e.json', { stats }), 1);
  expect(counts).toEqual({ passed: 13, failed: 1, skipped: 3 });
});
