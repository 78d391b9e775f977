import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openAccess } from '@/lib/access/access';
import { clearAudit } from '@/lib/access/audit/audit-fixture';
import { AUDIT_ROW_COLUMNS } from '@/lib/access/audit/audit-row';
import { auditRowsTable } from '@/lib/access/audit/audit-tables';
import { type OpenAudit, openAudit } from '@/lib/access/audit/open-audit';
import { verifyChain } from '@/lib/access/audit/verify-chain';
import { processTimers } from '@/lib/concurrency/with-deadline';
import { HeardOfCall, HeardOfCalls, ListeningReceipt } from '@/lib/contract/heard';
import { Problem } from '@/lib/contract/problem';
import type { OpenDatabase } from '@/lib/database/database';
import { openMigratedDatabase } from '@/lib/database/database-fixture';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';

let database: OpenDatabase;
let recorded: OpenAudit;
let legato: LegatoUnderTest;
let uniqueId: string;
beforeAll(async () => {
  database = await openMigratedDatabase();
  const { db } = database;
  recorded = openAudit({
    db,
    log: { info() {}, error() {} },
    now: Date.now,
    timers: processTimers,
    retentionDays: 0,
  });
  const access = await openAccess({
    db,
    audit: recorded.audit,
    listening: recorded.listening,
    rules: { systemUsers: new Set(), sharesSystemLegs: true },
    now: Date.now,
    timers: processTimers,
  });
  legato = await startLegatoUnderTest({ access });
  ({ uniqueId } = await legato.callOf('ONE-LEG'));
});
afterAll(async () => {
  await legato.close();
  await recorded.close();
  await database.close();
});
beforeEach(() => clearAudit(database.db));

const rows = () =>
  database.db.select(AUDIT_ROW_COLUMNS).from(auditRowsTable).orderBy(asc(auditRowsTable.sequence));
const report = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(legato.url + paths.api.listenings(), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const heardOf = (intervals: [number, number][], more = {}) => ({
  listeningId: '0b7c4b0e-2f0c-4f6e-9b53-0d5f6a3f2f10',
  uniqueId,
  leg: 1,
  intervals,
  speed: 1.5,
  ...more,
});

test('ranges of a leg are one listening, and what was played of it is what was sent', async () => {
  for (const range of ['bytes=0-1', 'bytes=0-160043', 'bytes=160044-']) {
    const answer = await fetch(legato.audioUrl(uniqueId, 1), { headers: { Range: range } });
    await answer.arrayBuffer();
  }
  expect(await rows()).toMatchObject([
    {
      action: 'listened',
      actorName: 'local',
      address: '127.0.0.1',
      userAgent: 'node',
      subject: { part: 'began', uniqueId, leg: 1 },
    },
  ]);
  const answer = await report(heardOf([[2, 8]]));
  expect(ListeningReceipt.parse(await answer.json())).toEqual({ heard: [[2, 8]] });
  const heard = HeardOfCall.parse(
    await (await fetch(legato.url + paths.api.heard(uniqueId))).json(),
  );
  const ofCalls = await fetch(legato.url + paths.api.heardOfCalls(['never', uniqueId]));
  expect(HeardOfCalls.parse(await ofCalls.json())).toEqual({
    calls: [{ uniqueId, legs: [{ leg: 1, heard: [[2, 8]] }] }],
  });
  expect(heard.legs).toMatchObject([{ leg: 1, heard: [[2, 8]], by: [] }]);
  expect(await rows()).toMatchObject([
    {},
    { action: 'listened', subject: { part: 'heard', intervals: [[2, 8]], speed: 1.5 } },
  ]);
  expect(await verifyChain(database.db)).toMatchObject({ isWhole: true, rows: 2 });
});

test('a file that is fetched in pieces is one saving, each whole one another, and asking about it none', async () => {
  const url = legato.url + paths.api.audioDownload(uniqueId, 1);
  const ask = async (init: RequestInit) => (await fetch(url, init)).arrayBuffer();
  await ask({ method: 'HEAD' });
  expect(await rows()).toEqual([]);
  for (const range of ['bytes=0-99', 'bytes=100-199', 'bytes=200-']) {
    await ask({ headers: { Range: range } });
  }
  const saving = { action: 'saved', subject: { uniqueId, leg: 1 } };
  expect(await rows()).toMatchObject([saving]);
  await ask({});
  await ask({});
  expect(await rows()).toMatchObject([saving, saving, saving]);
});

test('what a page sends as it closes is plain text, and is read', async () => {
  const answer = await report(heardOf([[0, 1]]), { 'Content-Type': 'text/plain;charset=UTF-8' });
  expect(answer.status).toBe(200);
});

test.each([
  ['no JSON', '{', {}, 'invalid-request'],
  ['another shape', { ...{ leg: 1 } }, {}, 'invalid-request'],
  ['a form', 'leg=1', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'invalid-request'],
  ['too much', `"${'x'.repeat(70_000)}"`, {}, 'invalid-request'],
  ['a page of another site', '{}', { Origin: 'https://evil.example' }, 'forbidden'],
])('%s is refused', async (_what, body, headers, code) => {
  const answer = await report(body, headers);
  expect(Problem.parse(await answer.json()).code).toBe(code);
  expect(await rows()).toEqual([]);
});

test('a leg that does not exist is not found, and nothing is written of it', async () => {
  const answer = await report(heardOf([[0, 1]], { leg: 99 }));
  expect(Problem.parse(await answer.json()).code).toBe('not-found');
  expect((await fetch(legato.audioUrl(uniqueId, 99))).status).toBe(404);
  expect(await rows()).toEqual([]);
});

test('no row, no sound', async () => {
  const { uniqueId: other } = await legato.callOf('WAV-PCM16-STEREO');
  const { listening } = legato.runtime.services.access;
  const begin = listening?.begin;
  if (listening) listening.begin = () => Promise.reject(new Error('the disk is full'));
  const answer = await fetch(legato.audioUrl(other, 1));
  expect(answer.status).toBe(500);
  expect(Problem.parse(await answer.json()).code).toBe('internal-error');
  if (listening && begin) listening.begin = begin;
});
