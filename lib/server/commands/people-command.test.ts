import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditRowsTable } from '@/lib/access/audit/audit-tables';
import { createPeopleDesk } from '@/lib/access/desk/people-desk';
import { createTeamDesk } from '@/lib/access/desk/team-desk';
import { verifyAccessToken } from '@/lib/access/people/access-tokens';
import { loadDirectory } from '@/lib/access/people/load-directory';
import { peopleTable } from '@/lib/access/people/people-tables';
import { createPasswordHashes } from '@/lib/access/sign-in/password-hashes';
import { accountsTable, twoFactorTable } from '@/lib/access/sign-in/sign-in-tables';
import type { OpenDatabase } from '@/lib/database/database';
import { openMigratedDatabase } from '@/lib/database/database-fixture';
import { PEOPLE_HELP, runPeopleCommand } from './people-command';

const now = new Date('2026-11-26T10:00:00Z');
let opened: OpenDatabase;
const passwords = createPasswordHashes({ cost: { N: 16, r: 8, p: 1 } });
beforeEach(async () => {
  opened = await openMigratedDatabase();
});
afterEach(() => opened.close());

function run(...args: string[]) {
  const { db } = opened;
  const desk = { db, passwords, now: () => now.getTime() };
  const readPassword = async (path: string) => `what stands in ${path}`;
  const command = {
    db,
    people: createPeopleDesk(desk),
    teams: createTeamDesk(desk),
    readPassword,
  };
  return runPeopleCommand(command, args);
}
const refused = (sentence: string | RegExp) =>
  expect.objectContaining({ code: 'invalid-request', message: expect.stringMatching(sentence) });

test('people are added, listed, changed and switched off', async () => {
  expect(
    await run('add', 'Fred', '--role', 'agent', '--name', 'Fred Ng', '--usernames', 'Fred, fred2'),
  ).toBe('Added Fred Ng (fred), agent, owner of the legs of Fred, fred2.');
  await run('add', 'maya', '--role', 'recording-manager', '--password-file', 'secret.txt');
  const maya = (await loadDirectory(opened.db)).personByName('maya');
  const [account] = await opened.db
    .select()
    .from(accountsTable)
    .where(eq(accountsTable.userId, maya?.id ?? ''));
  expect(await passwords.verify(account?.password ?? '', 'what stands in secret.txt')).toBe(true);
  expect(await run('set', 'fred', '--role', 'supervisor', '--usernames', '')).toBe(
    'Changed Fred Ng (fred), supervisor, owner of no legs.',
  );
  expect(await run('off', 'FRED')).toBe('Switched Fred Ng off.');
  expect(await run('list')).toBe(
    'fred\tsupervisor\toff\tFred Ng\t\t\nmaya\trecording-manager\ton\tmaya\t\t',
  );
  expect(await run('on', 'fred')).toBe('Switched Fred Ng on.');
});

test('an authenticator that is lost is taken away, with its sessions', async () => {
  await run('add', 'fred', '--role', 'agent', '--name', 'Fred');
  await expect(run('second-factor', 'off', 'fred')).rejects.toThrow('Fred has no second factor.');
  await opened.db.update(peopleTable).set({ twoFactorEnabled: true });
  const [person] = await opened.db.select().from(peopleTable);
  await opened.db
    .insert(twoFactorTable)
    .values({ id: 'a', userId: person?.id ?? '', secret: 's', backupCodes: 'c' });
  expect(await run('second-factor', 'off', 'fred')).toBe(
    'Took the second factor of Fred away. All sessions ended.',
  );
  expect(await opened.db.$count(twoFactorTable)).toBe(0);
  expect(await opened.db.select().from(peopleTable)).toMatchObject([{ twoFactorEnabled: false }]);
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

test('what is changed is written down, with before and after', async () => {
  await run('add', 'fred', '--role', 'agent');
  await run('team', 'add', 'Inbound');
  await run('token', 'fred', '--days', '1');
  await run('off', 'fred');
  const rows = await opened.db
    .select({ action: auditRowsTable.action, subject: auditRowsTable.subject })
    .from(auditRowsTable)
    .orderBy(asc(auditRowsTable.sequence));
  expect(rows).toEqual([
    {
      action: 'person-changed',
      subject: { before: null, after: expect.objectContaining({ username: 'fred' }) },
    },
    {
      action: 'team-changed',
      subject: { before: null, after: expect.objectContaining({ name: 'Inbound' }) },
    },
    {
      action: 'token-changed',
      subject: { before: null, after: expect.objectContaining({ name: 'command line' }) },
    },
    {
      action: 'person-changed',
      subject: {
        before: expect.objectContaining({ isActive: true }),
        after: expect.objectContaining({ isActive: false }),
      },
    },
  ]);
  expect(JSON.stringify(rows)).not.toContain('lgt_');
});
