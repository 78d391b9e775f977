import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLegatoUnderTest } from './legato-under-test';
import { runNpm } from './run-npm-fixture';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'legato-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('people are set up before the first start, and changed while Legato runs', async () => {
  const dataDir = join(folder, 'data');
  const file = join(folder, 'password');
  writeFileSync(file, 'three words in a row\n');
  const people = (...words: string[]) =>
    runNpm({ ...process.env, DATABASE_URL: '', DATA_DIR: dataDir }, 'people', '--', ...words);
  const said = (out: string) => ({ out: `${out}\n`, err: '', code: 0 });

  const meg = ['add', 'meg', '--role', 'recording-manager', '--name', 'Meg'];
  expect(await people(...meg, '--password-file', file)).toEqual(
    said('Added Meg (meg), recording-manager, owner of no legs.'),
  );

  const legato = await startLegatoUnderTest({ settings: { DATA_DIR: dataDir }, signsIn: true });
  const signIn = await fetch(`${legato.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: 'meg', password: 'three words in a row' }),
  });
  expect(signIn.status).toBe(200);

  expect(await people('add', 'fred', '--role', 'agent', '--usernames', 'Fred,fred2')).toEqual(
    said('Added fred (fred), agent, owner of the legs of Fred, fred2.'),
  );
  const token = await people('token', 'fred', '--days', '30');
  expect(token).toEqual({ out: expect.stringMatching(/^lgt_[\w-]{43}\n$/), err: '', code: 0 });
  const status = async () => {
    const headers = { Authorization: `Bearer ${token.out.trim()}` };
    return (await fetch(`${legato.url}/api/calls?tag=NOTHING`, { headers })).status;
  };
  await expect.poll(status).toBe(200);

  expect(await people('off', 'fred')).toEqual(said('Switched fred off.'));
  await expect.poll(status).toBe(401);
  expect(await people('off', 'meg')).toEqual({
    out: '',
    err: expect.stringMatching(/^This is the last recording manager/),
    code: 1,
  });
  await legato.close();
});
