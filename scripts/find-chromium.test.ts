import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findChromium } from './find-chromium.mjs';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'legato-chromium-'));
  for (const name of ['google-chrome', 'chromium-browser', 'mine']) {
    await writeFile(join(folder, name), '');
    await chmod(join(folder, name), 0o755);
  }
});
afterAll(() => rm(folder, { recursive: true }));

test('CHROMIUM_PATH comes first', () => {
  const mine = join(folder, 'mine');
  expect(findChromium({ CHROMIUM_PATH: mine, PATH: folder })).toBe(mine);
});

test('a CHROMIUM_PATH that names nothing is a mistake, not a reason to take another', () => {
  expect(() => findChromium({ CHROMIUM_PATH: '/nowhere/chromium', PATH: folder })).toThrow(
    'CHROMIUM_PATH names no file: /nowhere/chromium',
  );
});

test('then the path is searched, Chromium before Chrome', () => {
  expect(findChromium({ PATH: `/nowhere:${folder}` })).toBe(join(folder, 'chromium-browser'));
});

test('with none, the choice is left to Playwright', () => {
  expect(findChromium({ PATH: '/nowhere' })).toBeUndefined();
});
