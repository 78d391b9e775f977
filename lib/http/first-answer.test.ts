import { afterEach, expect, test } from 'vitest';
import { type Actor, LOCAL_PERSON } from '@/lib/access/actor';
import { processTimers, type Timers } from '@/lib/concurrency/with-deadline';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';
import type { PageRequest } from './first-answer';

let legato: LegatoUnderTest;
afterEach(() => legato.close());

const LONG_MS = 123_456;
/** Lets the patience of a page run out when the test says so, however fast the machine is. */
function impatientTimers() {
  const waiting: (() => void)[] = [];
  const timers: Timers = {
    ...processTimers,
    after(ms, act) {
      if (ms !== LONG_MS) return processTimers.after(ms, act);
      waiting.push(act);
      return () => {};
    },
  };
  return { timers, loseThem: () => waiting.splice(0).map((act) => act()) };
}

const person: Actor = LOCAL_PERSON;
const page: PageRequest = {
  actor: person,
  requestId: 'r-1',
  client: { address: '192.0.2.7', userAgent: 'test' },
  pathname: '/calls/1.2',
  patienceMs: LONG_MS,
};
const countMetadata = () => legato.simulator.requests.metadata;

test('a page is sent with the same call that the API answers', async () => {
  legato = await startLegatoUnderTest();
  const { uniqueId } = await legato.callOf('INV-20418');
  const sent = await legato.runtime.firstCall(uniqueId, page);
  const answered = await (await fetch(legato.url + paths.api.call(uniqueId))).json();
  expect(sent).toEqual({ status: 'answered', value: answered });
});

test('a page is sent with the problem that the API answers, and it is logged', async () => {
  legato = await startLegatoUnderTest();
  const query = { tag: 'FAULT-401' };
  const sent = await legato.runtime.firstCalls(query, page);
  const answered = await (await fetch(legato.url + paths.api.calls(query))).json();
  expect(sent).toMatchObject({
    status: 'failed',
    problem: { ...answered, requestId: 'r-1' },
  });
  expect(legato.logged()).toContain('"requestId":"r-1","code":"pbx-refused"');
});

test('a page does not wait for a PBX that takes its time; the PBX is asked once all the same', async () => {
  const { timers, loseThem } = impatientTimers();
  legato = await startLegatoUnderTest({ timers });
  const query = { tag: 'FAULT-SLOW' };
  const sent = legato.runtime.firstCalls(query, page);
  loseThem();
  expect(await sent).toEqual({ status: 'left-to-the-browser' });
  const { calls } = await (await fetch(legato.url + paths.api.calls(query))).json();
  expect(calls).toHaveLength(1);
  expect(countMetadata()).toBe(1);
});

test('a page is not made heavy by thousands of calls: the browser asks for them', async () => {
  legato = await startLegatoUnderTest();
  const sent = await legato.runtime.firstCalls({ tag: 'LONG-REPLY' }, page);
  expect(sent).toEqual({ status: 'left-to-the-browser' });
});

test('a page asks for a right and is written down like a request of the API', async () => {
  const events: unknown[] = [];
  legato = await startLegatoUnderTest({
    access: { audit: async (event) => void events.push(event) },
  });
  const nobody = await legato.runtime.firstCalls(
    { tag: 'INV-20418' },
    { ...page, actor: { kind: 'nobody' } },
  );
  expect(nobody).toMatchObject({ status: 'failed', problem: { code: 'signed-out' } });
  expect(events).toEqual([]);
  expect(countMetadata()).toBe(0);

  await legato.runtime.firstCalls({ tag: 'INV-20418' }, page);
  expect(events).toEqual([
    {
      action: 'searched',
      subject: { tag: 'INV-20418' },
      actor: person,
      requestId: 'r-1',
      client: page.client,
    },
  ]);
});

test('a page is sent with nothing that could not be written down', async () => {
  legato = await startLegatoUnderTest({
    access: { audit: () => Promise.reject(new Error('the disk is full')) },
  });
  expect(await legato.runtime.firstCalls({ tag: 'INV-20418' }, page)).toMatchObject({
    status: 'failed',
    problem: { code: 'internal-error' },
  });
  expect(countMetadata()).toBe(0);
});
