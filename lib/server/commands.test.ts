import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findOwner } from '@/lib/database/own-data-dir';
import { startLegatoUnderTest } from './legato-under-test';
import { runNpm } from './run-npm-fixture';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'legato-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (settings: Record<string, string>, ...words: string[]) =>
  runNpm({ ...process.env, DATABASE_URL: '', DATA_DIR: folder, ...settings }, ...words);

test('a backup is made while Legato runs, and restored into an empty folder', async () => {
  const legato = await startLegatoUnderTest();
  const file = join(folder, 'legato.backup');
  const made = await run({ DATA_DIR: legato.dataDir }, 'backup', '--', file);
  expect(made).toEqual({
    out: expect.stringMatching(/holds \d+ rows of \d+ tables/),
    err: '',
    code: 0,
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const intoUsed = await run({ DATA_DIR: legato.dataDir }, 'restore', '--', file);
  expect(intoUsed).toEqual({ out: '', err: expect.stringContaining('not empty'), code: 1 });
  await legato.close();

  const dataDir = join(folder, 'new');
  const restored = await run({ DATA_DIR: dataDir }, 'restore', '--', file);
  expect(restored).toEqual({ out: expect.stringContaining(`from ${file}`), err: '', code: 0 });
  expect(await findOwner(dataDir)).toBeNull();
  const again = await startLegatoUnderTest({ settings: { DATA_DIR: dataDir } });
  expect((await fetch(`${again.url}/api/health`)).status).toBe(200);
  await again.close();
});

test.each([
  ['no file', {}, ['backup'], 'npm run backup -- FILE'],
  ['no database', {}, ['backup', '--', 'never-written'], 'There is no database'],
  ['no such file', {}, ['restore', '--', 'not-there'], 'not-there'],
  ['a wrong address', { DATABASE_URL: 'mysql://x/y' }, ['backup', '--', 'x'], 'DATABASE_URL must'],
])('%s is a sentence, and 1', async (_what, settings, words, sentence) => {
  const { out, err, code } = await run(settings, ...words);
  expect({ out, code }).toEqual({ out: '', code: 1 });
  expect(err).toContain(sentence);
  expect(err).not.toMatch(/\n {4}at /);
  expect(existsSync('never-written')).toBe(false);
});

test('the audit is verified while Legato runs, and the first broken row is a sentence, and 1', async () => {
  const legato = await startLegatoUnderTest();
  const whole = await run({ DATA_DIR: legato.dataDir }, 'audit:verify');
  expect(whole).toEqual({
    out: expect.stringMatching(/^The audit is whole: \d+ rows, from \d+ to \d+:[0-9a-f]{64}\n$/),
    err: '',
    code: 0,
  });
  const cutOff = await run(
    { DATA_DIR: legato.dataDir },
    'audit:verify',
    '--',
    '--head',
    `7:${'a'.repeat(64)}`,
  );
  expect(cutOff).toEqual({ out: '', err: expect.stringContaining('Row 7 is broken'), code: 1 });
  await legato.close();
});
