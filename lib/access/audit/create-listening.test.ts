import { asc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OpenDatabase } from '@/lib/database/database';
import { openMigratedDatabase } from '@/lib/database/database-fixture';
import { clearAudit, NO_TIMERS, openTestAudit, RUTH, SILENT } from './audit-fixture';
import { AUDIT_ROW_COLUMNS } from './audit-row';
import { auditRowsTable, heardTable, servedTable } from './audit-tables';
import { createListening, type Listening } from './create-listening';
import { cutAudit } from './cut-audit';
import { findHeardMismatch, rebuildHeard } from './heard-from-chain';
import { createServedLedger, type ServedLedger } from './served-ledger';
import { verifyChain } from './verify-chain';

let opened: OpenDatabase;
let listening: Listening;
let ledger: ServedLedger;
let nowMs = 0;
beforeAll(async () => {
  opened = await openMigratedDatabase();
});
afterAll(() => opened.close());
beforeEach(async () => {
  await clearAudit(opened.db);
  nowMs = Date.UTC(2026, 10, 26, 9);
  start();
});

/** As a process that has just started. */
function start() {
  const now = () => nowMs;
  ledger = createServedLedger({ db: opened.db, log: SILENT, now, timers: NO_TIMERS });
  listening = createListening({
    db: opened.db,
    audit: openTestAudit(opened.db, nowMs),
    ledger,
    now,
  });
}

const LISTENER = { actor: RUTH, requestId: 'r1', client: null };
const LEG = {
  uniqueId: '1.2',
  leg: 2,
  username: 'fred',
  startedAt: '2026-11-26T20:00:00+11:00',
  durationSeconds: 100,
};
const ID = '0b7c4b0e-2f0c-4f6e-9b53-0d5f6a3f2f10';
/** 8 kHz, 16 bit, 100 s. */
const WAVE = {
  size: 1_600_044,
  soundBytes: 1_600_000,
  bytesPerSecond: 16_000,
  isConstantRate: true,
};

const send = (fromSeconds: number, toSeconds: number, form = WAVE) =>
  listening.reportSent({
    actor: RUTH,
    uniqueId: LEG.uniqueId,
    leg: LEG.leg,
    from: fromSeconds * 16_000 + 44,
    to: toSeconds * 16_000 + 44,
    form,
  });
const hear = (intervals: [number, number][], speed = 1) =>
  listening.reportHeard(LISTENER, LEG, { listeningId: ID, intervals, speed });
const rows = () =>
  opened.db.select(AUDIT_ROW_COLUMNS).from(auditRowsTable).orderBy(asc(auditRowsTable.sequence));
const heard = async () => (await listening.heardInCall('1.2', 'ruth')).map((row) => row.heard);

test('a listening is written down before the first byte, and once however many ranges follow', async () => {
  const first = listening.begin(LISTENER, LEG);
  const second = listening.begin(LISTENER, LEG);
  expect(second).not.toBeNull();
  await Promise.all([first, second]);
  expect(listening.begin(LISTENER, LEG)).toBeNull();
  expect(await rows()).toMatchObject([
    {
      action: 'listened',
      actorId: 'ruth',
      subject: { part: 'began', uniqueId: '1.2', leg: 2, owner: 'fred' },
    },
  ]);
  nowMs += 29 * 60_000;
  expect(listening.begin(LISTENER, LEG)).toBeNull();
  nowMs += 31 * 60_000;
  await listening.begin(LISTENER, LEG);
  await listening.begin({ ...LISTENER, actor: { ...RUTH, sessionId: 's2' } }, LEG);
  expect(await rows()).toHaveLength(3);
});

test('what cannot be written down rejects for all who wait, and is tried again', async () => {
  await opened.db.execute(sql`alter table audit_head rename to audit_head_away`);
  const both = [listening.begin(LISTENER, LEG), listening.begin(LISTENER, LEG)];
  for (const one of both) await expect(one).rejects.toThrow();
  await opened.db.execute(sql`alter table audit_head_away rename to audit_head`);
  await listening.begin(LISTENER, LEG);
  expect(await rows()).toHaveLength(1);
});

test('no more is believed than was sent, and a second at each edge', async () => {
  expect(await hear([[0, 100]])).toEqual([]);
  send(0, 20);
  send(20, 30);
  send(60, 70);
  expect(
    await hear([
      [5, 50],
      [55, 65.5],
    ]),
  ).toEqual([
    [5, 31],
    [59, 65.5],
  ]);
  expect(await heard()).toEqual([
    [
      [5, 31],
      [59, 65.5],
    ],
  ]);
  expect(await rows()).toMatchObject([
    {
      subject: {
        part: 'heard',
        listeningId: ID,
        intervals: [
          [5, 31],
          [59, 65.5],
        ],
        speed: 1,
      },
    },
  ]);
  expect(await verifyChain(opened.db)).toMatchObject({ isWhole: true });
});

test('what was sent to somebody else is not believed', async () => {
  send(0, 100);
  const tom = { ...LISTENER, actor: { ...RUTH, id: 'tom' } };
  const report = { listeningId: ID, intervals: [[0, 10]] as const, speed: 1 };
  expect(await listening.reportHeard(tom, LEG, report)).toEqual([]);
});

test('what was sent before a restart is still believed', async () => {
  send(0, 40);
  send(80, 90);
  await ledger.close();
  start();
  send(40, 50);
  expect(await hear([[0, 100]])).toEqual([
    [0, 51],
    [79, 91],
  ]);
});

test('the end of a file of uneven rate is the end of the leg', async () => {
  const mp3 = { size: 400_000, soundBytes: 400_000, bytesPerSecond: 8_000, isConstantRate: false };
  listening.reportSent({ actor: RUTH, uniqueId: '1.2', leg: 2, from: 0, to: 400_000, form: mp3 });
  // By its average rate it would end at 50 s.
  expect(await hear([[0, 100]])).toEqual([[0, 100]]);
});

test('heard seconds grow, and rows of the chain keep each report', async () => {
  send(0, 100);
  await hear([[0, 10]]);
  await hear([[5, 20.0004]], 1.5);
  await hear([[50, 60]]);
  expect(await heard()).toEqual([
    [
      [0, 20],
      [50, 60],
    ],
  ]);
  expect((await rows()).length).toBe(3);
  expect(await findHeardMismatch(opened.db)).toBeNull();
});

test('the table of what was heard is checked against the chain, and made from it again', async () => {
  send(0, 100);
  await hear([[0, 10]]);
  await hear([[8, 20]]);
  await opened.db
    .update(heardTable)
    .set({ intervals: [[0, 100]] })
    .where(eq(heardTable.personId, 'ruth'));
  expect(await findHeardMismatch(opened.db)).toEqual({ uniqueId: '1.2', leg: 2, personId: 'ruth' });
  await rebuildHeard(opened.db);
  expect(await findHeardMismatch(opened.db)).toBeNull();
  expect(await heard()).toEqual([[[0, 20]]]);
});

test('a cut forgets what was heard by the rows that went', async () => {
  send(0, 100);
  await hear([[0, 10]]);
  await hear([[20, 30]]);
  // The clock of the test audit goes on by a second with each row.
  expect(await cutAudit(opened.db, { beforeMs: nowMs + 2_000, now: () => nowMs + 9_000 })).toBe(1);
  expect(await heard()).toEqual([[[20, 30]]]);
  expect(await findHeardMismatch(opened.db)).toBeNull();
  expect(await verifyChain(opened.db)).toMatchObject({ isWhole: true });
});

test('a database that fails loses nothing of what was sent', async () => {
  send(0, 10);
  await opened.db.execute(sql`alter table served rename to served_away`);
  await ledger.flush();
  send(10, 20);
  await opened.db.execute(sql`alter table served_away rename to served`);
  await ledger.flush();
  expect(await opened.db.select().from(servedTable)).toMatchObject([{ intervals: [[0, 20]] }]);
});
