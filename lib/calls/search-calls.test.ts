import { expect, test } from 'vitest';
import { createAccess } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import { processTimers } from '@/lib/concurrency/with-deadline';
import type { NoojeeLeg, NoojeeReply } from '@/lib/noojee/leg';
import { createLegDirectory } from './leg-directory';
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
    access: createAccess(),
    noojee: {
      authenticate: NEVER,
      retrieveMetaData: async () => reply,
      retrieveMetaDataByUniqueId: async () => reply,
      retrieveMetaDataByHour: NEVER,
      retrieveRecording: NEVER,
    },
    directory: createLegDirectory(),
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

const actor: Actor = { kind: 'person', name: 'local' };
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

test('lets others go first after every hundred legs of a long reply', async () => {
  let turns = 0;
  const services = servicesOf({ legs: calls(1_000), warnings: [] }, () => {
    turns += 1;
  });
  const page = await searchCalls(services, actor, { tag: 'INV-20418' });
  expect(page.calls).toHaveLength(1_000);
  expect(turns).toBe(40);
});

test('stops in the middle of a long reply when the caller leaves', async () => {
  const caller = new AbortController();
  const services = servicesOf({ legs: calls(1_000), warnings: [] }, () =>
    caller.abort(new Error('left')),
  );
  const page = searchCalls(services, actor, { tag: 'INV-20418' }, caller.signal);
  await expect(page).rejects.toThrow('left');
});
