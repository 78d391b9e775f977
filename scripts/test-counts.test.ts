import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countCheck, countPlaywright, countVitest, failedFiles } from './test-counts.mjs';

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
