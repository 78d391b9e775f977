import { expect, test } from 'vitest';
import { createLocalAccess } from '@/lib/access/access';
import { type Actor, LOCAL_PERSON } from '@/lib/access/actor';
import { processTimers } from '@/lib/concurrency/with-deadline';
import { CallCursor } from '@/lib/contract/call-cursor';
import type { CallPage } from '@/lib/contract/search';
import type { NoojeeLeg, NoojeeReply } from '@/lib/noojee/leg';
import { createCutReplies } from './cut-replies';
import { createLegDirectory } from './leg-directory';
import { recordingOf } from './open-recording';
import { createZonedIso } from './rules/zoned-iso';
import { searchCalls } from './search-calls';

const NEVER = () => Promise.reject(new Error('not asked'));
const FIRST_SECONDS = 1_795_477_327;

/** Four legs of one call. */
const legsOf = (call: number): NoojeeLeg[] =>
  [1, 2, 3, 4].map((leg) => ({
    uniqueId: `${FIRST_SECONDS + call}.${call}`,
    leg,
    callRecordId: `${call}-${leg}`,
    tag: 'INV-20418',
    username: 'Priya N.',
    source: '0491570156',
    destination: '412',
    did: '1300975707',
    direction: 'inbound',
    startedAt: new Date((FIRST_SECONDS + call + leg * 60) * 1000).toISOString(),
    durationSeconds: 60,
    warnings: [],
  }));

function servicesOf(reply: NoojeeReply, onTurn: () => void = () => {}) {
  return {
    access: createLocalAccess(),
    noojee: {
      authenticate: NEVER,
      retrieveMetaData: async () => reply,
      retrieveMetaDataByUniqueId: async () => reply,
      retrieveMetaDataByHour: NEVER,
      retrieveRecording: NEVER,
    },
    directory: createLegDirectory(),
    cutReplies: createCutReplies(() => 0),
    rules: { systemUsers: new Set<string>(), zonedIso: createZonedIso('Australia/Melbourne') },
    now: () => FIRST_SECONDS * 1000,
    timers: {
      ...processTimers,
      async nextTurn() {
        onTurn();
      },
    },
  };
}

const actor: Actor = LOCAL_PERSON;
const calls = (count: number) => Array.from({ length: count }, (_, call) => legsOf(call)).flat();

test('gives the calls of a tag, newest first', async () => {
  const services = servicesOf({ legs: calls(3), warnings: [] });
  const page = await searchCalls(services, actor, { tag: 'INV-20418' });
  expect(page.calls.map((call) => call.uniqueId.split('.')[1])).toEqual(['2', '1', '0']);
});

test('gives only the call asked for by unique id', async () => {
  const services = servicesOf({ legs: calls(3), warnings: [] });
  const uniqueId = `${FIRST_SECONDS + 1}.1`;
  const page = await searchCalls(services, actor, { uniqueId });
  expect(page.calls.map((call) => call.uniqueId)).toEqual([uniqueId]);
});

test('gives what was measured of a leg, of that recording only', async () => {
  const services = servicesOf({ legs: calls(1), warnings: [] });
  const [first, second] = calls(1);
  if (!first || !second) throw new Error('there are four');
  services.directory.learnLength(recordingOf(first), 120);
  services.directory.learnLength(recordingOf({ ...second, durationSeconds: 20 }), 20);
  const page = await searchCalls(services, actor, { tag: 'INV-20418' });
  expect(page.calls[0]?.legs.map(({ measuredSeconds }) => measuredSeconds)).toEqual([
    120,
    ...[undefined, undefined, undefined],
  ]);
  expect(page.calls[0]?.legs[0]?.durationSeconds, 'as stated').toBe(60);
});

test('answers in parts that make the whole together, and asks the PBX once', async () => {
  let asked = 0;
  const services = servicesOf({ legs: calls(7), warnings: [] });
  const { retrieveMetaData } = services.noojee;
  services.noojee.retrieveMetaData = () => {
    asked += 1;
    return retrieveMetaData();
  };
  const whole = await searchCalls(services, actor, { tag: 'INV-20418' });
  asked = 0;

  const parts: CallPage[] = [];
  for (let after: CallCursor | undefined; ; ) {
    const part = { limit: 3, after };
    const page = await searchCalls(services, actor, { tag: 'INV-20418' }, undefined, part);
    parts.push(page);
    if (page.nextCursor === undefined) break;
    after = CallCursor.decode(page.nextCursor) ?? undefined;
  }
  expect(parts.map((page) => page.calls.length)).toEqual([3, 3, 1]);
  expect(parts.flatMap((page) => page.calls)).toEqual(whole.calls);
  expect(parts.map(({ total }) => total)).toEqual([
    { calls: 7, legs: 28 },
    { calls: 7, legs: 28 },
    undefined,
  ]);
  expect(asked).toBe(1);
});

test('goes on behind a call that is no longer there, with a reply that is asked for again', async () => {
  const services = servicesOf({ legs: calls(5), warnings: [] });
  const after = { startSeconds: FIRST_SECONDS + 3, uniqueId: `${FIRST_SECONDS + 3}.99` };
  const page = await searchCalls(services, actor, { tag: 'INV-20418' }, undefined, { after });
  expect(page.calls.map((call) => call.uniqueId.split('.')[1])).toEqual(['3', '2', '1', '0']);
});

test('keeps the rest of a reply for half a minute', async () => {
  let nowMs = 0;
  const replies = createCutReplies(() => nowMs);
  const reply = { reply: { legs: calls(1), warnings: [] }, askedAt: '' };
  replies.keep({ tag: 'A' }, reply);
  replies.keep({ tag: 'B' }, reply);
  expect(replies.take({ tag: 'A' })).toMatchObject(reply);
  expect(replies.take({ tag: 'A' })).toBeUndefined();
  nowMs = 30_000;
  expect(replies.take({ tag: 'B' })).toBeUndefined();
});

test('keeps so many legs and drops the oldest reply first', () => {
  const replies = createCutReplies(() => 0, 10);
  for (const tag of ['A', 'B', 'C']) {
    replies.keep({ tag }, { reply: { legs: calls(1), warnings: [] }, askedAt: '' });
  }
  expect(['A', 'B', 'C'].map((tag) => replies.take({ tag }) !== undefined)).toEqual([
    false,
    true,
    true,
  ]);
});

test('lets others go first after every hundred legs of a long reply', async () => {
  let turns = 0;
  const services = servicesOf({ legs: calls(1_000), warnings: [] }, () => {
    turns += 1;
  });
  const page = await searchCalls(services, actor, { tag: 'INV-20418' });
  expect(page.calls).toHaveLength(1_000);
  // Dividing them, then assembling them.
  expect(turns).toBe(80);
});

test('stops in the middle of a long reply when the caller leaves', async () => {
  const caller = new AbortController();
  const services = servicesOf({ legs: calls(1_000), warnings: [] }, () =>
    caller.abort(new Error('left')),
  );
  const page = searchCalls(services, actor, { tag: 'INV-20418' }, caller.signal);
  await expect(page).rejects.toThrow('left');
});
