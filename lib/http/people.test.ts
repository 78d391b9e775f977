import { parse } from 'csv-parse/sync';
import { asc, desc } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenAccess, openAccess } from '@/lib/access/access';
import { auditRowsTable } from '@/lib/access/audit/audit-tables';
import { openAudit } from '@/lib/access/audit/open-audit';
import { createPeopleDesk } from '@/lib/access/desk/people-desk';
import { createPasswordHashes } from '@/lib/access/sign-in/password-hashes';
import { createSignIn } from '@/lib/access/sign-in/sign-in';
import { processTimers } from '@/lib/concurrency/with-deadline';
import type { WhoCanHear } from '@/lib/contract/teams';
import type { OpenDatabase } from '@/lib/database/database';
import { openMigratedDatabase } from '@/lib/database/database-fixture';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';

/* People and teams over HTTP, as a recording manager who is signed in. */

const passwords = createPasswordHashes({ cost: { N: 16, r: 8, p: 1 } });
const log = { debug() {}, info() {}, warn() {}, error() {} };
let database: OpenDatabase;
let access: OpenAccess;
let legato: LegatoUnderTest;
let manager: string;

beforeAll(async () => {
  database = await openMigratedDatabase();
  const { db } = database;
  const shared = { db, now: Date.now, timers: processTimers };
  const signIn = createSignIn({
    ...shared,
    log,
    passwords,
    settings: {
      ...{ origin: 'http://localhost', secret: 'a'.repeat(44), idleHours: 8, sessionDays: 7 },
      ...{ requiresTotp: false, provider: null, isDemo: false },
    },
  });
  const { audit, listening } = openAudit({ ...shared, log, retentionDays: 0 });
  const rules = { systemUsers: new Set(['administrator']), sharesSystemLegs: true };
  access = await openAccess({ ...shared, signIn, audit, listening, passwords, rules });
  legato = await startLegatoUnderTest({ access });
  const desk = createPeopleDesk({
    db,
    passwords,
    now: Date.now,
    changed: access.directory.refresh,
  });
  const by = { actor: { kind: 'system', name: 'test' }, requestId: null, client: null } as const;
  const person = { username: 'meg', name: 'Meg', role: 'recording-manager' };
  await desk.add(by, person, 'three words in a row');
  manager = await cookieOf('meg', 'three words in a row');
});
afterAll(async () => {
  await legato.close();
  access.close();
  access.signIn?.close();
  await database.close();
});

async function signIn(username: string, password: string) {
  return await fetch(legato.url + paths.api.signIn(), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
}

const cookieOf = async (username: string, password: string) =>
  (await signIn(username, password)).headers.get('set-cookie')?.split(';', 1)[0] ?? '';

async function ask(path: string, body?: unknown, cookie = manager) {
  const answer = await fetch(legato.url + path, {
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    headers: { cookie, 'Content-Type': 'application/json' },
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  return { status: answer.status, body: isJson ? JSON.parse(text) : text };
}

const newPerson = (username: string, more = {}) => ({
  ...{ username, name: username, role: 'agent', email: null, noojeeUsernames: [] },
  ...{ givesPassword: false, ...more },
});

test('a person is added with a password that is shown once, signs in, and is switched off', async () => {
  const added = await ask(paths.api.addPerson(), newPerson('fred', { givesPassword: true }));
  expect(added).toEqual({
    status: 200,
    body: expect.objectContaining({
      username: 'fred',
      password: expect.stringMatching(/^[a-z2-9-]{23}$/),
    }),
  });
  const { id, password } = added.body;
  const fred = await cookieOf('fred', password);
  expect((await ask(paths.api.people(), undefined, fred)).status).toBe(403);

  const shown = await ask(paths.api.person(id));
  expect(shown.body).toMatchObject({
    person: { canSignIn: true, sessions: 1 },
    hearing: { reach: 'nothing' },
    sessions: [{}],
  });
  expect((await ask(paths.api.switchPerson(id), { isActive: false })).status).toBe(200);
  expect((await ask(paths.api.account(), undefined, fred)).status).toBe(401);
  expect((await signIn('fred', password)).status).toBe(401);
  await ask(paths.api.switchPerson(id), { isActive: true });
  expect((await ask(paths.api.account(), undefined, fred)).status).toBe(401);
});

test('nobody switches off himself, and what is wrong is a sentence', async () => {
  const { people, yourId } = (await ask(paths.api.people())).body;
  expect(people.map(({ username }: { username: string }) => username)).toContain('meg');
  await ask(paths.api.addPerson(), newPerson('omar', { role: 'recording-manager' }));
  expect(await ask(paths.api.switchPerson(yourId), { isActive: false })).toEqual({
    status: 400,
    body: expect.objectContaining({
      detail: expect.stringMatching(/^You cannot switch off yourself/),
    }),
  });
  expect((await ask(paths.api.person('nobody'))).status).toBe(404);
  expect((await ask(paths.api.addPerson(), newPerson('a b'))).body.detail).toMatch(
    /^The user name must/,
  );
});

test('a team is made and joined, and its supervisor hears who is in it on that day', async () => {
  const ruth = (await ask(paths.api.addPerson(), newPerson('ruth', { role: 'supervisor' }))).body;
  await ask(paths.api.addPerson(), newPerson('priya', { noojeeUsernames: ['Priya N.'] }));
  const team = (await ask(paths.api.addTeam(), { name: 'Inbound', supervisors: ['ruth'] })).body;
  const days = { firstDay: '2026-01-01', lastDay: '2026-03-31' };
  const join = () => ask(paths.api.joinTeam(team.id), { username: 'priya', ...days });
  expect((await join()).status).toBe(200);
  expect((await join()).body.detail).toMatch(/is in Inbound from 2026-01-01 to 2026-03-31 already/);
  const on = async (day: string) => (await ask(paths.api.person(ruth.id, day))).body.hearing;
  expect((await on('2026-03-31')).sentence).toMatch(/^Those of 1 agent in 1 team\./);
  expect((await on('2026-04-01')).reach).toBe('nothing');

  const { teams } = (await ask(paths.api.teams())).body;
  const membershipId = teams[0].members[0].id;
  await ask(paths.api.changeDays(team.id), { membershipId, firstDay: '2026-01-01', lastDay: null });
  expect((await on('2026-04-01')).reach).toBe('some');
  const csv = (await ask(paths.api.exportRights('2026-04-01'))).body;
  expect(csv).toContain(
    'ruth,ruth,supervisor,yes,no,,legs of priya,Priya N.,supervisor of the team,Inbound',
  );
  await ask(paths.api.removeMember(team.id), { membershipId });
  expect((await on('2026-04-01')).reach).toBe('nothing');
});

test('a file is taken whole or not at all, and each bad line is named', async () => {
  const head = 'username,name,role,noojee_usernames,team,first_day';
  const send = (lines: string[], apply = true) =>
    ask(paths.api.importPeople(), { csv: [head, ...lines].join('\r\n'), apply });
  const wrong = await send([
    'nadia,Nadia,agent,nadia.af,Inbound,2026-01-01',
    'tom,Tom,boss,,,',
    'meg,Another Meg,agent,,,',
    'nadia,Nadia again,agent,,Nowhere,',
  ]);
  expect(wrong.body).toMatchObject({ isApplied: false, added: [] });
  expect(wrong.body.mistakes).toEqual([
    { line: 3, sentence: 'The role must be agent, supervisor or recording-manager.' },
    { line: 4, sentence: 'Meg has meg already.' },
    { line: 5, sentence: 'Nadia in an earlier line has nadia already.' },
  ]);
  const good = [
    'nadia,"Nadia, A.",agent,nadia.af; nadia2,Inbound,2026-01-01',
    'tom,=Tom,supervisor,,,',
  ];
  expect((await send(good, false)).body).toMatchObject({ isApplied: false, mistakes: [] });
  expect((await ask(paths.api.people())).body.people).not.toContainEqual(
    expect.objectContaining({ username: 'nadia' }),
  );
  expect((await send(good)).body).toMatchObject({ isApplied: true, lines: 2 });
  expect((await ask(paths.api.people())).body.people).toContainEqual(
    expect.objectContaining({
      username: 'nadia',
      noojeeUsernames: ['nadia.af', 'nadia2'],
      memberOf: [expect.objectContaining({ firstDay: '2026-01-01' })],
    }),
  );
  // A formula in a spreadsheet.
  expect((await ask(paths.api.exportRights())).body).toContain("'=Tom");
  expect((await send(['x,X'])).body.detail).toMatch(/^Line 2: it has more or fewer fields/);
  expect(
    (await send(Array.from({ length: 501 }, (_, n) => `p${n},P,agent,,,`))).body.detail,
  ).toMatch(/^At most 500/);
});

test('a token is made, used, listed and revoked', async () => {
  const { id } = (await ask(paths.api.addPerson(), newPerson('crm'))).body;
  const made = (await ask(paths.api.makeToken(id), { name: 'CRM', days: 30 })).body;
  expect(made.token).toMatch(/^lgt_/);
  const use = async () =>
    (
      await fetch(`${legato.url}${paths.api.ownTokens()}`, {
        headers: { Authorization: `Bearer ${made.token}` },
      })
    ).status;
  expect(await use()).toBe(200);
  const [token] = (await ask(paths.api.person(id))).body.tokens;
  expect(token).toMatchObject({ name: 'CRM', state: 'good', lastUsedAt: expect.any(String) });
  const notHis = await ask(paths.api.revokeOwnToken(), { tokenId: token.id });
  expect(notHis.status).toBe(400);
  expect(await use()).toBe(200);
  await ask(paths.api.revokeToken(id), { tokenId: token.id });
  await expect.poll(use).toBe(401);
});

test('rights are those of the day that is named, of today where none is, and a bad day has a sentence', async () => {
  const today = (await ask(paths.api.people())).body.today;
  expect((await ask(paths.api.exportRights())).body).toContain(`\n${today},Meg,`);
  expect((await ask(paths.api.exportRights('2024-02-29'))).body).toContain('\n2024-02-29,Meg,');
  const impossible = {
    status: 400,
    body: expect.objectContaining({
      code: 'invalid-request',
      detail: expect.stringMatching(/^The calendar has no 2026-02-30\. Give another day/),
    }),
  };
  expect(await ask(paths.api.exportRights('2026-02-30'))).toEqual(impossible);
  const { yourId } = (await ask(paths.api.people())).body;
  expect(await ask(paths.api.person(yourId, '2026-02-30'))).toEqual(impossible);
});

test('who can hear a call is said for everybody, leg by leg', async () => {
  const { uniqueId, legs } = await legato.callOf('FIVE-LEGS');
  const { body } = await ask(paths.api.whoCanHear(uniqueId));
  expect(body.legs).toHaveLength(legs.length);
  const meg = body.people.find(({ name }: { name: string }) => name === 'Meg');
  expect(meg).toMatchObject({
    reach: 'all',
    legs: legs.map(() => ({ hears: true, because: 'recording manager' })),
  });
  const priya = body.people.find(({ name }: { name: string }) => name === 'priya');
  expect(priya.reach).toBe('some');
  expect(priya.legs.map(({ because }: { because: string }) => because)).toEqual([
    'shared system leg',
    'own, Priya N.',
    'shared system leg',
    'not theirs',
    'not theirs',
  ]);
});

test('who can hear a call is a file of what the page says, and taking it is written down', async () => {
  // It would be a formula, and as a person who hears nothing it has a line for each leg all the same.
  await ask(paths.api.addPerson(), newPerson('sum', { name: '=SUM(A1)' }));
  const { uniqueId } = await legato.callOf('FIVE-LEGS');
  const { legs, people }: WhoCanHear = (await ask(paths.api.whoCanHear(uniqueId))).body;
  const answer = await fetch(legato.url + paths.api.exportCallRights(uniqueId), {
    headers: { cookie: manager },
  });
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="legato-rights-of-call-${uniqueId}.csv"`,
  );
  const rows: Record<string, string>[] = parse(await answer.text(), { columns: true });
  const said = rows.map(({ leg, person, hears, because }) => [person, leg, hears, because]);
  const shown = ['all', 'some', 'none'].flatMap((reach) =>
    people
      .filter((person) => person.reach === reach)
      .flatMap(({ name, why, legs: judged }) =>
        legs.map(({ leg }, index) => [
          name.replace(/^=/, "'="),
          String(leg),
          judged[index]?.hears ? 'yes' : 'no',
          judged[index]?.because ?? why,
        ]),
      ),
  );
  expect(said).toEqual(shown);
  expect(rows.filter(({ person }) => person === 'priya').map(({ hears }) => hears)).toEqual([
    'yes',
    'yes',
    'yes',
    'no',
    'no',
  ]);
  expect(rows.filter(({ person }) => person === "'=SUM(A1)")).toHaveLength(legs.length);

  const [last] = await database.db
    .select({ action: auditRowsTable.action, subject: auditRowsTable.subject })
    .from(auditRowsTable)
    .orderBy(desc(auditRowsTable.sequence))
    .limit(1);
  expect(last).toEqual({
    action: 'log-exported',
    subject: { format: 'csv', query: `rights&uniqueId=${uniqueId}` },
  });
  expect((await ask(paths.api.exportCallRights('1000000000.1'))).status).toBe(404);
});

test('each change is a row, and none holds a password or a token', async () => {
  const rows = await database.db
    .select({
      action: auditRowsTable.action,
      subject: auditRowsTable.subject,
      by: auditRowsTable.actorName,
    })
    .from(auditRowsTable)
    .orderBy(asc(auditRowsTable.sequence));
  const actions = new Set(rows.filter(({ by }) => by === 'Meg').map(({ action }) => action));
  expect([...actions].sort()).toEqual(
    expect.arrayContaining([
      'log-exported',
      'password-changed',
      'person-changed',
      'team-changed',
      'token-changed',
    ]),
  );
  expect(JSON.stringify(rows)).not.toMatch(/lgt_|scrypt/);
});
