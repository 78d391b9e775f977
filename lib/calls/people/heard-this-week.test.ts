import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type OpenAccess, openAccess } from '@/lib/access/access';
import { clearAudit, NO_TIMERS, SILENT } from '@/lib/access/audit/audit-fixture';
import { createAudit } from '@/lib/access/audit/create-audit';
import { addPerson } from '@/lib/access/people/change-people';
import { addTeam, joinTeam } from '@/lib/access/people/change-teams';
import type { Role } from '@/lib/access/people/directory';
import { processTimers } from '@/lib/concurrency/with-deadline';
import type { OpenDatabase } from '@/lib/database/database';
import { openMigratedDatabase } from '@/lib/database/database-fixture';
import { createZonedIso } from '../rules/zoned-iso';
import { heardThisWeek } from './heard-this-week';

/* The week from Monday the 23rd of November 2026 on, in Melbourne (UTC+11). */

const timeZone = 'Australia/Melbourne';
const at = (day: number, time: string) => Date.parse(`2026-11-${day}T${time}+11:00`);
let database: OpenDatabase;
let access: OpenAccess;
let audit: ReturnType<typeof createAudit>;
let nowMs = 0;

beforeAll(async () => {
  database = await openMigratedDatabase();
  const { db } = database;
  audit = createAudit({ db, log: SILENT, now: () => nowMs, timers: NO_TIMERS });
  access = await openAccess({
    db,
    audit,
    rules: { systemUsers: new Set(['administrator']), sharesSystemLegs: true },
    now: () => nowMs,
    timers: processTimers,
  });
  const add = (username: string, role: Role, ...noojeeUsernames: string[]) =>
    addPerson(db, { username, name: username, role, noojeeUsernames });
  await add('meg', 'recording-manager');
  await add('ruth', 'supervisor');
  await add('fred', 'agent', 'Fred', 'fred2');
  await add('priya', 'agent', 'Priya N.');
  await add('gus', 'agent', 'Gus');
  await addTeam(db, 'Inbound', ['ruth']);
  await joinTeam(db, 'Inbound', 'fred', { firstDay: '2026-01-01', lastDay: null });
  await joinTeam(db, 'Inbound', 'priya', { firstDay: '2026-01-01', lastDay: '2026-11-20' });
  await access.directory.refresh();
});
afterAll(async () => {
  access.close();
  await database.close();
});
beforeEach(() => clearAudit(database.db));

interface Leg {
  uniqueId: string;
  owner: string;
  startedAt?: string;
  durationSeconds?: number;
}
const FREDS: Leg = { uniqueId: 'a', owner: 'FRED', durationSeconds: 100 };
const LONG_AGO = '2026-03-05T10:00:00+11:00';

async function hear(ms: number, who: string, leg: Leg, from: number, to: number): Promise<void> {
  nowMs = ms;
  const person = access.directory.current().personByName(who);
  if (!person) throw new Error(`Nobody is ${who}.`);
  const { id, name, role } = person;
  await audit.write({
    action: 'listened',
    subject: {
      ...{ part: 'heard', leg: 1, startedAt: LONG_AGO, ...leg, speed: 1, intervals: [[from, to]] },
      listeningId: '0b7c4b0e-2f0c-4f6e-9b53-0d5f6a3f2f10',
    },
    actor: { kind: 'person', id, name, role, by: 'session', sessionId: null },
    requestId: null,
    client: null,
  });
}

const onFriday = async () => {
  nowMs = at(27, '10:00:00');
  const zonedIso = createZonedIso(timeZone);
  const rules = { systemUsers: new Set<string>(), zonedIso };
  const services = { access, review: { timeZone }, rules, now: () => nowMs };
  const found = await heardThisWeek(services, access.directory.current().teams[0]?.id ?? '');
  return {
    ...found,
    agents: found.agents.map(({ name, legsSeconds }) => [name, legsSeconds]),
    listeners: found.listeners.map(({ name, role, seconds }) => [name, role, seconds]),
  };
};

test('a second counts once for each listener, and once in the last line', async () => {
  await hear(at(22, '23:59:59'), 'ruth', FREDS, 0, 90);
  await hear(at(23, '00:00:00'), 'ruth', FREDS, 0, 30);
  await hear(at(24, '09:00:00'), 'ruth', FREDS, 20, 40);
  await hear(at(24, '09:01:00'), 'meg', FREDS, 30, 60);
  await hear(at(24, '09:02:00'), 'fred', FREDS, 50, 70.5);
  await hear(at(25, '09:00:00'), 'meg', { ...FREDS, uniqueId: 'b', owner: 'fred2' }, 0, 5);

  expect(await onFriday()).toMatchObject({
    from: '2026-11-23',
    today: '2026-11-27',
    agents: [['fred', 200]],
    listeners: [
      ['ruth', 'supervisor', [40]],
      ['meg', 'recording-manager', [35]],
    ],
    ownSeconds: [20.5],
    anyoneSeconds: [75.5],
  });
});

test('a leg is the team’s by the day on which it was made', async () => {
  const priyas = { owner: 'Priya N.', durationSeconds: 60 };
  const onLastDay = { ...priyas, uniqueId: 'c', startedAt: '2026-11-20T23:59:59+11:00' };
  const dayAfter = { ...priyas, uniqueId: 'd', startedAt: '2026-11-21T00:00:00+11:00' };
  await hear(at(23, '09:00:00'), 'meg', onLastDay, 0, 8);
  await hear(at(23, '09:01:00'), 'meg', dayAfter, 0, 16);
  await hear(at(23, '09:02:00'), 'meg', { uniqueId: 'e', owner: 'Gus' }, 0, 32);
  await hear(at(23, '09:03:00'), 'meg', { uniqueId: 'f', owner: 'Administrator' }, 0, 64);

  expect(await onFriday()).toMatchObject({
    agents: [
      ['fred', 0],
      ['priya', 60],
    ],
    listeners: [
      ['ruth', 'supervisor', [0, 0]],
      ['meg', 'recording-manager', [0, 8]],
    ],
    ownSeconds: [0, 0],
    anyoneSeconds: [0, 8],
  });
});

test('a team of which nobody heard a leg has its agents and supervisors all the same', async () => {
  expect(await onFriday()).toMatchObject({
    agents: [['fred', 0]],
    listeners: [['ruth', 'supervisor', [0]]],
    anyoneSeconds: [0],
  });
});

test('a leg is never shorter than what was heard of it, whatever the PBX said', async () => {
  await hear(at(23, '09:00:00'), 'ruth', { uniqueId: 'g', owner: 'Fred' }, 2, 12);
  await hear(at(23, '09:01:00'), 'meg', { ...FREDS, durationSeconds: 11 }, 0, 11.5);
  expect((await onFriday()).agents).toEqual([['fred', 23.5]]);
});
