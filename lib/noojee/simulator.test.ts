import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulator, type Simulator } from '@/lib/simulator/create-simulator';
import { serveSimulator } from '@/lib/simulator/serve-simulator';
import { createTestClient, KEY, stopAll } from './client-under-test';
import type { NoojeeClientOptions } from './create-noojee-client';
import type { NoojeeClient } from './leg';

let simulator: Simulator;
let served: Awaited<ReturnType<typeof serveSimulator>>;

beforeEach(async () => {
  simulator = createSimulator({ apiKey: KEY });
  served = await serveSimulator(simulator, { port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  await stopAll();
  await served.close();
});

const ask = (options: Partial<NoojeeClientOptions> = {}): NoojeeClient =>
  createTestClient({ baseUrl: served.url }, { timeouts: { metaDataMs: 1_000 }, ...options });

describe.each(['api-key', 'hash'] as const)('the simulated PBX, asked by %s', (generation) => {
  it('accepts our key', async () => {
    expect(await ask({ generation }).authenticate()).toMatchObject({
      generation,
      clockSkewMs: expect.closeTo(0, -3),
    });
  });

  it('gives the calls of a tag, one of them by its unique id, and the audio of a leg', async () => {
    const client = ask({ generation });
    const { legs, warnings } = await client.retrieveMetaData('INV-20418');
    expect(warnings).toEqual([]);
    expect(new Set(legs.map(({ uniqueId }) => uniqueId)).size).toBe(6);
    const example = simulator.examples.find(({ tag }) => tag === 'INV-20418');
    const byId = await client.retrieveMetaDataByUniqueId(example?.uniqueId ?? '');
    expect(byId.legs.map(({ leg }) => leg)).toEqual([1, 2, 3, 4, 5, 6]);
    const first = byId.legs[0];
    if (!first) throw new Error('no leg');
    const { body, contentLength } = await client.retrieveRecording(
      first,
      new AbortController().signal,
    );
    let bytes = 0;
    for await (const chunk of body) bytes += chunk.length;
    expect(bytes).toBe(contentLength);
    expect(bytes).toBeGreaterThan(first.durationSeconds * 1_600);
  });

  it('reads an hour in the other shape, and is busy for a second one within the minute', async () => {
    const client = ask({ generation });
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const { legs, warnings } = await client.retrieveMetaDataByHour(yesterday, 11);
    expect(warnings.filter(({ code }) => code !== 'unreadable-leg')).toEqual([]);
    expect(legs.length).toBeGreaterThan(10);
    expect(legs.filter(({ direction }) => direction !== null).length).toBeGreaterThan(10);
    await expect(client.retrieveMetaDataByHour(yesterday, 12)).rejects.toMatchObject({
      kind: 'busy',
      retryAfterSeconds: 60,
    });
  });

  it.each([
    ['FAULT-503-ALWAYS', 'busy'],
    ['FAULT-NEVER', 'timed-out'],
    ['FAULT-RESET', 'unreachable'],
    ['FAULT-BREAKS-OFF', 'unreachable'],
    ['FAULT-BROKEN-JSON', 'bad-reply'],
    ['FAULT-HTML', 'bad-reply'],
    ['FAULT-JSON-ERROR', 'bad-reply'],
    ['FAULT-JSON-ERROR-LONG', 'bad-reply'],
    ['FAULT-EXPIRED-ALWAYS', 'refused'],
    ['FAULT-401', 'refused'],
    ['FAULT-403', 'refused'],
    ['FAULT-500', 'bad-reply'],
    ['FAULT-REDIRECT', 'bad-reply'],
    ['FAULT-EMPTY-BODY', 'bad-reply'],
    ['FAULT-WRONG-SHAPE', 'bad-reply'],
  ])('fails with %s as %s', async (tag, kind) => {
    await expect(ask({ generation }).retrieveMetaData(tag)).rejects.toMatchObject({ kind });
  });

  it.each([
    ['FAULT-503-ONCE', 3, 0],
    ['FAULT-RESET-ONCE', 3, 0],
    ['FAULT-EXPIRED-ONCE', 3, 0],
    ['FAULT-SINGLE-OBJECT', 1, 0],
    ['FAULT-EMPTY-OBJECT', 0, 0],
    ['FAULT-NULL', 0, 0],
    ['FAULT-404', 0, 0],
    ['FAULT-UNREADABLE-LEG', 3, 1],
    ['FAULT-NOT-OBJECTS', 2, 3],
    ['FAULT-MISSING-FIELDS', 3, 0],
    ['FAULT-NUMBERS', 3, 0],
    ['FAULT-MARKUP', 3, 0],
    ['FAULT-LONG-VALUES', 3, 0],
  ])('answers %s with %i legs and %i warnings', async (tag, legCount, warningCount) => {
    const { legs, warnings } = await ask({ generation }).retrieveMetaData(tag);
    expect(legs).toHaveLength(legCount);
    expect(warnings).toHaveLength(warningCount);
  });
});

it('reports a wrong key as refused in both generations', async () => {
  for (const generation of ['api-key', 'hash'] as const) {
    await expect(ask({ generation, apiKey: 'wrong' }).authenticate()).rejects.toMatchObject({
      kind: 'refused',
    });
  }
});

it('fits the client as fetch, without a port', async () => {
  const client = createTestClient(
    { baseUrl: 'http://pbx.test' },
    { fetch: (request) => simulator.handle(request) },
  );
  expect((await client.retrieveMetaData('FAULT-RESET-ONCE')).legs).toHaveLength(3);
});

it('has no download running after its listener left in the middle', async () => {
  const client = ask();
  const { legs } = await client.retrieveMetaData('FAULT-AUDIO-STALLS');
  const stalling = legs.find(({ leg }) => leg === 1);
  if (!stalling) throw new Error('no leg');
  const controller = new AbortController();
  const { body } = await client.retrieveRecording(stalling, controller.signal);
  const iterator = body[Symbol.asyncIterator]();
  await iterator.next();
  expect(simulator.requests.openRecordings).toBe(1);
  controller.abort();
  await expect.poll(() => simulator.requests.openRecordings).toBe(0);
});
