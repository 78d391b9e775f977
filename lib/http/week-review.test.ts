import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type OpenAccess, openAccess } from '@/lib/access/access';
import type { AuditEntry } from '@/lib/access/audit/audit-event';
import { clearAudit, NO_TIMERS, SILENT } from '@/lib/access/audit/audit-fixture';
import { createAudit } from '@/lib/access/audit/create-audit';
import { addPerson } from '@/lib/access/people/change-people';
import { parseWorkingHours } from '@/lib/calls/rules/working-hours';
import { processTimers } from '@/lib/concurrency/with-deadline';
import { VerificationLine } from '@/lib/contract/listening-log';
import { Problem } from '@/lib/contract/problem';
import { MOST_FINDINGS, WeekReview } from '@/lib/contract/week-review';
import type { OpenDatabase } from '@/lib/database/database';
import { openMigratedDatabase } from '@/lib/database/database-fixture';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';

/** The week of the 9th to the 15th of November 2026, in Melbourne (UTC+11). */
const at = (day: number, time: string) =>
  Date.parse(`2026-11-${String(day).padStart(2, '0')}T${time}+11:00`);
let database: OpenDatabase;
let access: OpenAccess;
let legato: LegatoUnderTest;
let nowMs = 0;
let audit: ReturnType<typeof createAudit>;

beforeAll(async () => {
  database = await openMigratedDatabase();
  const { db } = database;
  for (const username of ['jack', 'tom']) {
    await addPerson(db, { username, name: username, role: 'agent', noojeeUsernames: [] });
  }
  audit = createAudit({ db, log: SILENT, now: () => nowMs, timers: NO_TIMERS });
  access = await openAccess({
    db,
    audit,
    rules: { systemUsers: new Set(), sharesSystemLegs: true },
    now: Date.now,
    timers: processTimers,
  });
  legato = await startLegatoUnderTest({ access });
});
afterAll(async () => {
  await legato.close();
  access.close();
  await database.close();
});
beforeEach(() => clearAudit(database.db));

const write = (
  ms: number,
  who: string | null,
  act: Pick<AuditEntry, 'action' | 'subject'>,
  { address = '192.0.2.7', by = 'session' }: { address?: string; by?: 'session' | 'token' } = {},
) => {
  nowMs = ms;
  return audit.write({
    ...act,
    actor: who
      ? { kind: 'person', id: who, name: who, role: 'agent', by, sessionId: null }
      : { kind: 'nobody' },
    requestId: null,
    client: { address, userAgent: null },
  } as AuditEntry);
};
const leg = { leg: 1, owner: 'tom', startedAt: '2026-11-05T10:00:00+11:00' };
const heard = (ms: number, who: string, uniqueId: string, from: number, to: number) =>
  write(ms, who, {
    action: 'listened',
    subject: {
      ...{ part: 'heard', uniqueId, ...leg, speed: 1, intervals: [[from, to]] },
      listeningId: '0b7c4b0e-2f0c-4f6e-9b53-0d5f6a3f2f10',
    },
  });
const weekOf = async (day = '2026-11-12') =>
  WeekReview.parse(await (await fetch(legato.url + paths.api.week(day))).json());
const signOff = (body: unknown, day = '2026-11-12') =>
  fetch(legato.url + paths.api.signOffWeek(day), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

async function writeWeek(): Promise<void> {
  // The Sunday before, as Melbourne sees it: not of this week.
  await heard(at(8, '23:59:59'), 'tom', '1.1', 0, 1_000);
  await heard(at(9, '00:00:00'), 'tom', '1.1', 0, 10);
  await heard(at(10, '10:05:00'), 'tom', '1.1', 0, 60);
  await heard(at(10, '10:06:00'), 'tom', '2.2', 60, 90.5);
  await heard(at(13, '21:10:00'), 'jack', '3.3', 0, 30);
  await heard(at(13, '21:50:00'), 'jack', '4.4', 0, 30);
  await heard(at(15, '23:59:59'), 'tom', '5.5', 0, 1);
  for (let index = 0; index < 51; index += 1) {
    const subject = { uniqueId: `6.${index}`, ...(index > 0 && { leg: 1 }) };
    await write(at(12, '16:40:00') + index * 1_000, 'jack', { action: 'saved', subject });
  }
  for (const who of ['a', 'b', 'c', 'd', 'e']) {
    await write(at(11, '11:00:00'), who, { action: 'opened-call', subject: { uniqueId: '7.7' } });
  }
  for (let index = 0; index < 6; index += 1) {
    await write(at(12, '09:00:00') + index, null, {
      action: 'sign-in-failed',
      subject: { how: 'password', username: 'jack' },
    });
  }
}

test('a week has what was heard by the hour, and what is out of the ordinary', async () => {
  await writeWeek();
  const week = await weekOf();
  expect([week.from, week.to, week.isOver]).toEqual(['2026-11-09', '2026-11-15', true]);
  expect(week.heard).toEqual({ seconds: 161.5, people: 2, legs: 5 });
  expect(week.heardByHour[0]).toBe(10);
  expect(week.heardByHour[24 + 10]).toBe(90.5);
  expect(week.heardByHour[4 * 24 + 21]).toBe(60);
  expect(week.heardByHour[167]).toBe(1);
  expect(week.isWorkingHour.filter(Boolean)).toHaveLength(50);
  expect(week.findings).toMatchObject([
    {
      ...{ kind: 'mass-download', personId: 'jack', files: 51, wholeCalls: 1, usual: 0 },
      log: { action: 'saved', person: 'jack', from: '2026-11-12T16:40:00+11:00' },
    },
    { kind: 'outside-hours', name: 'tom', calls: 1, heardSeconds: 10 },
    { kind: 'outside-hours', name: 'jack', calls: 2, from: '2026-11-13T21:10:00+11:00' },
    { kind: 'outside-hours', name: 'tom', calls: 1 },
    { kind: 'opened-by-many', uniqueId: '7.7', people: 5, agents: 5 },
    { kind: 'failed-sign-ins', name: 'jack', times: 6, address: '192.0.2.7' },
  ]);
});

test('who signs in, listens or takes files from where he was not seen before the week is found', async () => {
  const signIn = { action: 'signed-in', subject: { how: 'password' } } as const;
  const save = { action: 'saved', subject: { uniqueId: '1.1' } } as const;
  const search = { action: 'searched', subject: { tag: 'a' } } as const;
  await write(at(1, '09:00:00'), 'tom', signIn, { address: '10.0.0.1' });
  await write(at(8, '23:59:59'), 'tom', search, { address: '10.0.0.2' });
  await write(at(8, '23:59:59'), 'jack', signIn, { address: '10.0.0.9' });
  // Known by any row, however long ago.
  await write(at(9, '00:00:00'), 'tom', signIn, { address: '10.0.0.1' });
  await write(at(10, '10:00:00'), 'tom', save, { address: '10.0.0.2' });
  // One person is one finding, whatever number of addresses he has; what another did there is no excuse.
  await write(at(10, '11:00:00'), 'tom', signIn, { address: '10.0.0.9' });
  for (const last of [3, 4, 5]) {
    await write(at(11, `11:0${last}:00`), 'tom', save, { address: `10.0.0.${last}` });
  }
  await write(at(12, '11:00:00'), 'tom', signIn, { address: '10.0.0.9' });
  // Neither a search alone, nor who was never there before, nor who failed.
  await write(at(10, '11:00:00'), 'jack', search, { address: '10.0.0.3' });
  await write(at(10, '11:00:00'), 'ruth', signIn, { address: '10.0.0.3' });
  const failure = { how: 'password', username: 'jack' };
  await write(
    at(10, '11:00:00'),
    null,
    { action: 'sign-in-failed', subject: failure },
    { address: '10.0.0.4' },
  );
  // A script of his is not he.
  await write(at(13, '02:00:00'), 'jack', save, { address: '10.0.0.5', by: 'token' });
  // The week after.
  await write(at(16, '00:00:00'), 'jack', signIn, { address: '10.0.0.4' });

  expect((await weekOf()).findings).toEqual([
    {
      kind: 'new-address',
      key: 'new-address 2026-11-10T11:00:00+11:00 tom',
      from: '2026-11-10T11:00:00+11:00',
      to: '2026-11-12T11:00:00+11:00',
      log: {
        from: '2026-11-10T11:00:00+11:00',
        to: '2026-11-12T11:00:01+11:00',
        ...{ person: 'tom', action: 'everything' },
      },
      ...{ personId: 'tom', name: 'tom', role: 'agent', byToken: false },
      ...{ addresses: ['10.0.0.9', '10.0.0.3'], count: 4 },
      acts: ['signed-in', 'saved'],
      seenSince: '2026-11-01T09:00:00+11:00',
    },
    expect.objectContaining({ name: 'jack', byToken: true, addresses: ['10.0.0.5'], count: 1 }),
  ]);
  expect((await weekOf('2026-11-16')).findings).toMatchObject([
    { name: 'jack', addresses: ['10.0.0.4'], acts: ['signed-in'] },
  ]);
});

test('a week that is over is signed off once, with all findings looked at or a note', async () => {
  await writeWeek();
  const { findings } = await weekOf();
  const looked = findings.map(({ key }) => ({ key, isLookedAt: true, note: '' }));
  const refused = await signOff({ note: ' ', findings: looked.slice(1) });
  expect(Problem.parse(await refused.json()).code).toBe('invalid-request');
  const tooLong = await signOff({ note: 'x'.repeat(2_001), findings: [] });
  expect(tooLong.status).toBe(400);

  nowMs = at(16, '08:00:00');
  const [one, other] = await Promise.all([
    signOff({ note: 'Spoken to Jack.', findings: [] }),
    signOff({ note: '', findings: looked }),
  ]);
  expect([one.status, other.status].sort()).toEqual([200, 400]);
  const { signOff: signed } = await weekOf('2026-11-09');
  expect(signed).toMatchObject({ name: 'local', at: '2026-11-16T08:00:00+11:00' });
  expect(signed?.findings).toHaveLength(6);
  expect((await weekOf('2026-11-20')).before[0]).toMatchObject({
    from: '2026-11-09',
    signOff: { name: 'local' },
  });
});

test('a Legato of other limits finds by them, and a week that is signed off keeps its own', async () => {
  await writeWeek();
  const kinds = ({ findings }: WeekReview) => findings.map(({ kind }) => kind);
  const { review } = legato.runtime.services;
  const before = { ...review };
  try {
    review.limits = { filesInAnHour: 51, peopleOfACall: 6, failedSignIns: 7 };
    const none = await weekOf();
    expect([none.limits, kinds(none)]).toEqual([
      { filesInAnHour: 51, peopleOfACall: 6, failedSignIns: 7 },
      ['outside-hours', 'outside-hours', 'outside-hours'],
    ]);
    nowMs = at(16, '08:00:00');
    await signOff({ note: 'Looked at.', findings: [] });
    review.limits = before.limits;
    const hours = parseWorkingHours('Mon-Sun 00:00-24:00');
    if (hours) review.workingHours = hours;
    expect(await weekOf()).toMatchObject({
      limits: none.limits,
      workingHours: none.workingHours,
      findings: none.findings,
    });
    expect((await weekOf('2026-11-20')).limits.filesInAnHour).toBe(50);
  } finally {
    Object.assign(review, before);
  }
});

test('a week that is signed off gains no new address when rows before it go', async () => {
  const signIn = { action: 'signed-in', subject: { how: 'password' } } as const;
  await write(at(1, '09:00:00'), 'tom', signIn, { address: '10.0.0.1' });
  await write(at(2, '09:00:00'), 'tom', signIn, { address: '10.0.0.2' });
  await write(at(10, '09:00:00'), 'tom', signIn, { address: '10.0.0.1' });
  nowMs = at(16, '08:00:00');
  await signOff({ note: '', findings: [] });
  await database.db.execute('alter table audit_rows disable trigger user');
  await database.db.execute('delete from audit_rows where sequence = 1');
  await database.db.execute('alter table audit_rows enable trigger user');
  const { signOff: signed, findings } = await weekOf();
  expect([signed?.name, findings]).toEqual(['local', []]);
});

test('a word on each of the most findings that a week lists is taken', async () => {
  const findings = Array.from({ length: MOST_FINDINGS }, (_, index) => ({
    ...{ key: `${index} `.padEnd(80, 'x'), isLookedAt: true, note: 'Asked for by legal, 4417' },
  }));
  nowMs = at(16, '08:00:00');
  expect((await signOff({ note: '語'.repeat(2_000), findings })).status).toBe(200);
});

test('a week that is not over is not signed off', async () => {
  const next = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const refused = await signOff({ note: 'Early.', findings: [] }, next);
  expect(refused.status).toBe(400);
  expect((await weekOf(next)).isOver).toBe(false);
});

test.each(['2026-13-01', 'today', '1999-01-01', '2026-02-30'])('%s is no day', async (day) => {
  expect((await fetch(legato.url + paths.api.week(day))).status).toBe(400);
});

const verify = async () => {
  const answer = await fetch(legato.url + paths.api.logVerification());
  const lines = (await answer.text()).trimEnd().split('\n');
  return lines.map((text) => VerificationLine.parse(JSON.parse(text)));
};

test('a verification says how far it is, how it ended, and is written down', async () => {
  for (let index = 0; index < 950; index += 1) {
    void write(at(12, '09:00:00'), 'tom', { action: 'searched', subject: { tag: `${index}` } });
  }
  await write(at(12, '09:00:00'), 'tom', { action: 'searched', subject: { tag: 'last' } });
  expect(await verify()).toEqual([
    { state: 'checking', rows: 900, of: 951 },
    { state: 'whole', rows: 951, sequence: 951, notedHead: null },
  ]);
  expect((await weekOf()).verified).toMatchObject({ name: 'local', isWhole: true, rows: 951 });
  // The one before is a row as well.
  expect((await verify()).at(-1)).toMatchObject({ state: 'whole', rows: 952 });
});

test('a verification names the first row that is wrong', async () => {
  await write(at(12, '09:00:00'), 'tom', { action: 'searched', subject: { tag: 'a' } });
  await write(at(12, '09:00:00'), 'tom', { action: 'searched', subject: { tag: 'b' } });
  await database.db.execute('alter table audit_rows disable trigger user');
  await database.db.execute(`update audit_rows set actor_name = 'Eve' where sequence = 2`);
  await database.db.execute('alter table audit_rows enable trigger user');
  expect(await verify()).toMatchObject([{ state: 'broken', rows: 1, sequence: 2 }]);
  expect((await weekOf()).verified).toMatchObject({ isWhole: false });
});

test('whoever leaves ends his verification, and the next one begins', async () => {
  for (let index = 0; index < 950; index += 1) {
    void write(at(12, '09:00:00'), 'tom', { action: 'searched', subject: { tag: `${index}` } });
  }
  await write(at(12, '09:00:00'), 'tom', { action: 'searched', subject: { tag: 'last' } });
  const { log } = legato.runtime.services.access;
  const first = log?.verify();
  await first?.next();
  const refused = log?.verify();
  await expect(refused?.next()).rejects.toMatchObject({ code: 'too-many-requests' });
  await first?.return(undefined);
  expect((await verify()).at(-1)).toMatchObject({ state: 'whole' });
});
