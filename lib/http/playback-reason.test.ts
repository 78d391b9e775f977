import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type OpenAccess, openAccess } from '@/lib/access/access';
import { clearAudit } from '@/lib/access/audit/audit-fixture';
import { type OpenAudit, openAudit } from '@/lib/access/audit/open-audit';
import { processTimers } from '@/lib/concurrency/with-deadline';
import { HeardOfCall } from '@/lib/contract/heard';
import { LogPage } from '@/lib/contract/listening-log';
import { Problem } from '@/lib/contract/problem';
import type { OpenDatabase } from '@/lib/database/database';
import { openMigratedDatabase } from '@/lib/database/database-fixture';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';

let database: OpenDatabase;
let recorded: OpenAudit;
let access: OpenAccess;
let legato: LegatoUnderTest;
let uniqueId: string;
let nowMs = Date.now();

beforeAll(async () => {
  database = await openMigratedDatabase();
  const { db } = database;
  const given = { db, now: () => nowMs, timers: processTimers };
  recorded = openAudit({ ...given, log: { info() {}, error() {} }, retentionDays: 0 });
  access = await openAccess({
    ...given,
    audit: recorded.audit,
    listening: recorded.listening,
    requiresReason: true,
    rules: { systemUsers: new Set(), sharesSystemLegs: true },
  });
  legato = await startLegatoUnderTest({ access });
  ({ uniqueId } = await legato.callOf('ONE-LEG'));
});
afterAll(async () => {
  await legato.close();
  access.close();
  await recorded.close();
  await database.close();
});
beforeEach(async () => {
  // A day later nothing of the test before counts.
  nowMs += 2 * 86_400_000;
  await clearAudit(database.db);
});

const give = (reason: unknown, id = uniqueId) =>
  fetch(legato.url + paths.api.giveReason(id), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ reason }),
  });
const code = async (answer: Response) => Problem.parse(await answer.json()).code;
const actions = async () => {
  const answer = await fetch(legato.url + paths.api.log(new URLSearchParams()));
  return LogPage.parse(await answer.json()).rows.map(({ action, subject }) => [action, subject]);
};
const needsReason = async () => {
  const answer = await fetch(legato.url + paths.api.heard(uniqueId));
  return HeardOfCall.parse(await answer.json()).needsReason;
};

test('no reason, no sound: nothing is fetched, sent or written as heard', async () => {
  const before = legato.simulator.requests.recording;
  const addresses = [
    legato.audioUrl(uniqueId, 1),
    `${legato.audioUrl(uniqueId, 1)}?download`,
    `${legato.audioUrl(uniqueId, 1)}?original&download`,
    legato.downloadUrl(uniqueId),
  ];
  for (const address of addresses) {
    const answer = await fetch(address, { headers: { Range: 'bytes=0-1' } });
    expect([answer.status, await code(answer)]).toEqual([403, 'reason-required']);
  }
  expect(legato.simulator.requests.recording).toBe(before);
  expect(await actions()).toEqual([]);
  expect(await needsReason()).toBe(true);
});

test('a reason is kept, and is good for this call for a day', async () => {
  expect((await give('  Complaint 4417 of the caller ')).status).toBe(200);
  expect(await needsReason()).toBe(false);
  expect((await fetch(legato.audioUrl(uniqueId, 1))).status).toBe(200);
  expect((await fetch(legato.downloadUrl(uniqueId))).status).toBe(200);
  expect(await actions()).toContainEqual([
    'playback-reason',
    { uniqueId, reason: 'Complaint 4417 of the caller' },
  ]);
  const { uniqueId: other } = await legato.callOf('FIVE-LEGS');
  expect(await code(await fetch(legato.audioUrl(other, 1)))).toBe('reason-required');
  nowMs += 86_400_001;
  expect(await code(await fetch(legato.audioUrl(uniqueId, 1)))).toBe('reason-required');
});

test('what another process wrote counts as well', async () => {
  const { playbackReasons } = legato.runtime.services.access;
  const actor = {
    kind: 'person',
    id: 'ruth',
    name: 'Ruth',
    role: 'supervisor',
    by: 'session',
    sessionId: null,
  } as const;
  expect(await playbackReasons?.isGiven(actor, uniqueId)).toBe(false);
  await recorded.audit.write({
    action: 'playback-reason',
    subject: { uniqueId, reason: 'elsewhere' },
    ...{ actor, requestId: null, client: null },
  });
  expect(await playbackReasons?.isGiven(actor, uniqueId)).toBe(true);
  expect(playbackReasons?.isGiven(actor, uniqueId), 'now at once').toBe(true);
});

test.each([
  ['', 'no words'],
  ['  a ', 'too short'],
  ['x'.repeat(501), 'too long'],
  [7, 'no text'],
])('%j is no reason: %s', async (reason, _why) => {
  expect((await give(reason)).status).toBe(400);
  expect(await needsReason()).toBe(true);
});

test('a call that is not there takes no reason', async () => {
  expect((await give('Complaint', '1000000000.1')).status).toBe(404);
  expect(await actions()).toEqual([]);
});
