import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyAccessToken } from '@/lib/access/people/access-tokens';
import { loadDirectory } from '@/lib/access/people/load-directory';
import type { OpenDatabase } from '@/lib/database/database';
import { openMigratedDatabase } from '@/lib/database/database-fixture';
import { PEOPLE_HELP, runPeopleCommand } from './people-command';

const now = new Date('2026-11-26T10:00:00Z');
let opened: OpenDatabase;
let passwords: [string, string][];
beforeEach(async () => {
  opened = await openMigratedDatabase();
  passwords = [];
});
afterEach(() => opened.close());

const run = (...args: string[]) =>
  runPeopleCommand(
    {
      db: opened.db,
      now: () => now,
      readPassword: async (path) => `from ${path}`,
      setPassword: async (_, id, password) => void passwords.push([id, password]),
    },
    args,
  );
const refused = (sentence: string | RegExp) =>
  expect.objectContaining({ code: 'invalid-request', message: expect.stringMatching(sentence) });

test('people are added, listed, changed and switched off', async () => {
  expect(
    await run('add', 'Fred', '--role', 'agent', '--name', 'Fred Ng', '--usernames', 'Fred, fred2'),
  ).toBe('Added Fred Ng (fred), agent, owner of the legs of Fred, fred2.');
  await run('add', 'maya', '--role', 'recording-manager', '--password-file', 'secret.txt');
  const maya = (await loadDirectory(opened.db)).personByName('maya');
  expect(passwords).toEqual([[maya?.id, 'from secret.txt']]);
  expect(await run('set', 'fred', '--role', 'supervisor', '--usernames', '')).toBe(
    'Changed Fred Ng (fred), supervisor, owner of no legs.',
  );
  expect(await run('off', 'FRED')).toBe('Switched Fred Ng off.');
  expect(await run('list')).toBe(
    'fred\tsupervisor\toff\tFred Ng\t\t\nmaya\trecording-manager\ton\tmaya\t\t',
  );
  expect(await run('on', 'fred')).toBe('Switched Fred Ng on.');
});

test('teams are added, joined for some days, and listed', async () => {
  await run('add', 'ruth', '--role', 'supervisor');
  await run('add', 'fred', '--role', 'agent');
  expect(await run('team', 'add', 'Inbound', '--supervisor', 'ruth')).toBe(
    'Added the team Inbound.',
  );
  expect(
    await run('team', 'join', 'Inbound', 'fred', '--from', '2025-11-01', '--to', '2025-11-30'),
  ).toBe('fred is in Inbound from 2025-11-01 to 2025-11-30.');
  await run('team', 'join', 'inbound', 'fred', '--from', '2026-01-01');
  expect(await run('team', 'list')).toBe(
    [
      'Inbound\tsupervised by\truth',
      'Inbound\tmember\tfred\t2025-11-01\t2025-11-30',
      'Inbound\tmember\tfred\t2026-01-01\t',
    ].join('\n'),
  );
  await run('team', 'leave', 'Inbound', 'fred', '--from', '2026-01-01');
  expect(await run('team', 'list')).not.toContain('2026');
});

test('a token is printed alone, is good, and ends when it is revoked', async () => {
  await run('add', 'fred', '--role', 'agent');
  const token = await run('token', 'fred', '--days', '30');
  expect(token).toMatch(/^lgt_[\w-]{43}$/);
  const verified = await verifyAccessToken(opened.db, token, now);
  expect(await run('token', 'list', 'fred')).toMatch(
    new RegExp(`^${verified?.id}\tcommand line\tuntil 2026-12-26T10:00:00.000Z\tgood\tused `),
  );
  await run('token', 'revoke', verified?.id ?? '');
  expect(await verifyAccessToken(opened.db, token, now)).toBeNull();
});

test.each([
  [['add', 'fred'], /^--role says/],
  [
    ['add', 'fred', '--role', 'boss'],
    /^The role must be agent, supervisor or recording-manager\.$/,
  ],
  [['add', '--role', 'agent'], /^"add" takes 1 words/],
  [['add', 'fred', '--rolle', 'agent'], /rolle/],
  [['list', '--role', 'agent'], /^"list" takes no --role/],
  [['dance'], /^There is no command "dance"/],
  [['toString'], /^There is no command "toString"/],
  [['off', 'nobody'], /^There is nobody with the user name nobody\.$/],
  [['team', 'join', 'None', 'x', '--from', '2025-01-01'], /^There is no team called None\.$/],
  [['team', 'add', 'T', '--supervisor', 'x'], /^There is nobody with the user name x\.$/],
  [['token', 'x', '--days', 'many'], /^A token is good for/],
])('%j is refused with a sentence', async (args, sentence) => {
  await expect(run(...args)).rejects.toEqual(refused(sentence));
});

test('help is shown where nothing is asked', async () => {
  expect(await run()).toBe(PEOPLE_HELP);
  expect(await run('--help')).toBe(PEOPLE_HELP);
});
