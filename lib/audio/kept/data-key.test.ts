import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadDataKey, parseDataKey } from './data-key';

const run = promisify(execFile);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'legato-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the key is made once, for its owner alone', () => {
  const key = loadDataKey(folder);
  expect(key).toHaveLength(32);
  expect(loadDataKey(folder)).toEqual(key);
  expect(readdirSync(folder)).toEqual(['data.key']);
  expect(statSync(join(folder, 'data.key')).mode & 0o777).toBe(0o600);
  expect(parseDataKey(readFileSync(join(folder, 'data.key'), 'utf8'))).toEqual(key);
});

test('each folder has a key of its own', () => {
  const other = mkdtempSync(join(tmpdir(), 'legato-key-'));
  expect(loadDataKey(other)).not.toEqual(loadDataKey(folder));
  rmSync(other, { recursive: true });
});

test('two starts at once agree on one key', async () => {
  const script = `
    import { loadDataKey } from ${JSON.stringify(String(pathToFileURL('lib/audio/kept/data-key.ts')))};
    console.log(loadDataKey(${JSON.stringify(folder)}).toString('base64'));`;
  const start = () =>
    run(process.execPath, [
      ...['--conditions=react-server', '--import', 'tsx'],
      ...['--input-type=module', '--eval', script],
    ]);
  const starts = await Promise.all([start(), start(), start()]);
  expect(new Set(starts.map(({ stdout }) => stdout.trim())).size).toBe(1);
  expect(readdirSync(folder)).toEqual(['data.key']);
});

test('a file that holds no key is not replaced', () => {
  writeFileSync(join(folder, 'data.key'), 'not a key');
  expect(() => loadDataKey(folder)).toThrow('holds no key');
  expect(readFileSync(join(folder, 'data.key'), 'utf8')).toBe('not a key');
});

test.each([
  ['nothing', ''],
  ['16 bytes', `${Buffer.alloc(16).toString('base64')}`],
  ['33 bytes', `${Buffer.alloc(33).toString('base64')}`],
  ['hexadecimal', Buffer.alloc(32).toString('hex')],
  ['two keys', `${Buffer.alloc(32).toString('base64')}\n${Buffer.alloc(32).toString('base64')}`],
])('%s is no key', (_, text) => {
  expect(parseDataKey(text)).toBeNull();
});
