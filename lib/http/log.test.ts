import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type OpenAccess, openAccess } from '@/lib/access/access';
import type { AuditEntry } from '@/lib/access/audit/audit-event';
import { clearAudit, openTestAudit } from '@/lib/access/audit/audit-fixture';
import type { Audit } from '@/lib/access/audit/create-audit';
import { createAccessToken } from '@/lib/access/people/access-tokens';
import { addPerson } from '@/lib/access/people/change-people';
import { addTeam, joinTeam } from '@/lib/access/people/change-teams';
import type { Role } from '@/lib/access/people/directory';
import { processTimers } from '@/lib/concurrency/with-deadline';
import { LogPage } from '@/lib/contract/listening-log';
import type { OpenDatabase } from '@/lib/database/database';
import { openMigratedDatabase } from '@/lib/database/database-fixture';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';

/*
 * Ruth's team is Fred until the 10th and Priya for ever. Tom is in no team. Rows are written from the 12th on, 20:00
 * in Melbourne.
 */
const WHO = ['meg', 'ruth', 'fred', 'priya', 'tom'] as const;
type Who = (typeof WHO)[number];
const ROLES: Readonly<Record<Who, Role>> = {
  meg: 'recording-manager',
  ruth: 'supervisor',
  fred: 'agent',
  priya: 'agent',
  tom: 'agent',
};

let database: OpenDatabase;
let access: OpenAccess;
let audit: Audit;
let legato: LegatoUnderTest;
const tokens = new Map<Who, string>();
const ids = new Map<Who, string>();

beforeAll(async () => {
  database = await openMigratedDatabase();
  const { db } = database;
  for (const who of WHO) {
    const { after } = await addPerson(db, {
      username: who,
      name: who,
      role: ROLES[who],
      noojeeUsernames: [who],
    });
    ids.set(who, after?.id ?? '');
    const given = { username: who, name: 'test', days: 1, now: new Date() };
    tokens.set(who, (await createAccessToken(db, given)).token);
  }
  await addTeam(db, 'Inbound', ['ruth']);
  await joinTeam(db, 'Inbound', 'fred', { firstDay: '2026-11-01', lastDay: '2026-11-10' });
  await joinTeam(db, 'Inbound', 'priya', { firstDay: '2026-11-01', lastDay: null });
  audit = openTestAudit(db, Date.UTC(2026, 10, 12, 9));
  access = await openAccess({
    db,
    audit,
    rules: { systemUsers: new Set(), sharesSystemLegs: true },
    now: Date.now,
    timers: processTimers,
  });
  // What the questions of this test are about is written by the test alone.
  legato = await startLegatoUnderTest({ access: { ...access, audit: () => null } });
});
afterAll(async () => {
  await legato.close();
  access.close();
  await database.close();
});
beforeEach(() => clearAudit(database.db));

const actorOf = (who: Who): AuditEntry['actor'] => ({
  kind: 'person',
  id: ids.get(who) ?? '',
  name: who,
  role: ROLES[who],
  by: 'session',
  sessionId: null,
});
const write = (who: Who, act: Pick<AuditEntry, 'action' | 'subject'>) =>
  audit.write({
    ...act,
    actor: actorOf(who),
    requestId: 'r1',
    client: { address: '192.0.2.7', userAgent: 'test' },
  } as AuditEntry);
const listened = (who: Who, owner: string, day = '2026-11-05', uniqueId = '1.2') =>
  write(who, {
    action: 'listened',
    subject: { part: 'began', uniqueId, leg: 1, owner, startedAt: `${day}T10:00:00+11:00` },
  });
const searched = (who: Who, tag: string) => write(who, { action: 'searched', subject: { tag } });

const ask = (who: Who, path: string) =>
  fetch(legato.url + path, { headers: { Authorization: `Bearer ${tokens.get(who)}` } });
const logOf = async (who: Who, query: Record<string, string> = {}) =>
  LogPage.parse(await (await ask(who, paths.api.log(new URLSearchParams(query)))).json());
const numbersOf = async (who: Who, query: Record<string, string> = {}) =>
  (await logOf(who, query)).rows.map(({ sequence }) => sequence);

test('each reads what is his to read', async () => {
  await searched('ruth', 'hers'); // 1
  await searched('priya', 'not for Ruth'); // 2
  await listened('priya', 'priya'); // 3
  await listened('priya', 'tom'); // 4: a leg that is not Ruth's to hear
  await listened('fred', 'fred'); // 5: not in the team any more
  await listened('tom', 'tom'); // 6: in no team
  await listened('ruth', 'ruth'); // 7
  expect(await numbersOf('meg')).toEqual([7, 6, 5, 4, 3, 2, 1]);
  expect(await numbersOf('ruth')).toEqual([7, 3, 1]);
  expect(await numbersOf('priya')).toEqual([4, 3, 2]);
  expect(await numbersOf('fred')).toEqual([5]);
});

test('of others only a recording manager sees address, browser and request', async () => {
  await listened('priya', 'priya');
  await listened('ruth', 'ruth');
  const seen = async (who: Who) =>
    (await logOf(who)).rows.map(({ name, address, userAgent, requestId }) => [
      name,
      address,
      userAgent,
      requestId,
    ]);
  expect(await seen('ruth')).toEqual([
    ['ruth', '192.0.2.7', 'test', 'r1'],
    ['priya', null, null, null],
  ]);
  expect(await seen('meg')).toContainEqual(['priya', '192.0.2.7', 'test', 'r1']);
});

test('filters combine, and parts follow each other by cursor', async () => {
  await searched('meg', 'a');
  await listened('priya', 'priya', '2026-11-05', '7.7');
  await listened('tom', 'tom', '2026-11-05', '7.7');
  await listened('priya', 'priya');
  expect(await numbersOf('meg', { uniqueId: '7.7' })).toEqual([3, 2]);
  expect(await numbersOf('meg', { person: ids.get('priya') ?? '' })).toEqual([4, 2]);
  expect(await numbersOf('meg', { person: ids.get('priya') ?? '', uniqueId: '7.7' })).toEqual([2]);
  expect(await numbersOf('meg', { action: 'searched' })).toEqual([1]);
  const [first] = (await logOf('meg', { action: 'searched' })).rows;
  expect(first?.at).toMatch(/^2026-11-12T20:00:\d\d\+11:00$/);
  const rows = (await logOf('meg')).rows.map(({ at, sequence }) => ({ at, sequence }));
  const second = rows.find(({ sequence }) => sequence === 2)?.at ?? '';
  expect(await numbersOf('meg', { from: second })).toEqual([4, 3, 2]);
  expect(await numbersOf('meg', { to: second })).toEqual([1]);
  const part = await logOf('meg', { limit: '3' });
  expect(part.rows.map(({ sequence }) => sequence)).toEqual([4, 3, 2]);
  expect(await numbersOf('meg', { cursor: part.nextCursor ?? '' })).toEqual([1]);
});

test.each([
  'persn=x',
  'from=yesterday',
  'to=2026-11-26T00:00:00',
  'action=slept',
  'limit=201',
  'limit=0',
  'cursor=-1',
  'person=',
  'uniqueId=1&uniqueId=2',
])('%s is refused', async (query) => {
  const answer = await ask('meg', paths.api.log(new URLSearchParams(query)));
  expect(answer.status).toBe(400);
});

test('a file of lines can be verified without Legato', async () => {
  for (let index = 0; index < 450; index += 1) void searched('meg', `é${index}`);
  await searched('meg', 'last');
  const answer = await ask('meg', paths.api.logExport('jsonl', new URLSearchParams()));
  expect(answer.headers.get('content-disposition')).toContain('legato-log.jsonl');
  const lines = (await answer.text()).trimEnd().split('\n');
  expect(lines).toHaveLength(451);
  // As docs/audit.md says it.
  const canonical = (v: unknown): string =>
    v === null || typeof v !== 'object'
      ? JSON.stringify(v)
      : Array.isArray(v)
        ? `[${v.map(canonical)}]`
        : `{${Object.entries(v)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([k, one]) => `${JSON.stringify(k)}:${canonical(one)}`)}}`;
  let previous = '0'.repeat(64);
  for (const text of lines) {
    const { hash, ...row } = JSON.parse(text);
    expect(row.previousHash).toBe(previous);
    expect(createHash('sha256').update(canonical(row)).digest('hex')).toBe(hash);
    previous = hash;
  }
});

test('a file for spreadsheets has no formulas, and only rows that are the reader’s', async () => {
  await searched('ruth', '=HYPERLINK("evil")');
  await listened('priya', 'priya');
  await listened('tom', 'tom');
  const answer = await ask('ruth', paths.api.logExport('csv', new URLSearchParams()));
  const [head, ...rows] = (await answer.text()).trimEnd().split('\n');
  expect(head).toMatch(/^sequence,at,action,actorId,.*,previousHash,hash$/);
  expect(rows.map((row) => row.split(',')[0])).toEqual(['1', '2']);
  expect(rows.join('\n')).not.toMatch(/(^|,)"?=/m);
  expect(rows[1]).not.toContain('192.0.2.7');
});

test('a file is all of it or nothing', async () => {
  for (const query of ['format=xml', 'format=csv&limit=3', 'format=csv&format=csv']) {
    expect((await ask('meg', `/api/log/export?${query}`)).status).toBe(400);
  }
});
