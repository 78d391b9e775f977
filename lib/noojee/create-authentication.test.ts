import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestClient, KEY, LEG, reply, startStub, stopAll } from './client-under-test';

afterEach(stopAll);

const hashOf = (timeStamp: string) =>
  createHash('sha256').update(`${KEY}:${timeStamp}`).digest('hex');
const EXPIRED = { Message: 'Expired TimeStamp', Code: -1 };

/** A PBX of the older generation: a timestamp is valid for 10 s unused, 1 h from its first use. */
async function startHashStub(
  answer?: (response: ServerResponse, metadataCount: number) => boolean,
) {
  const clock = { ms: 0 };
  const issued = new Map<string, { at: number; usedAt: number | null }>();
  let concurrent = 0;
  let mostConcurrent = 0;
  let metadataCount = 0;
  const stub = await startStub(async ({ path, query }, response) => {
    if (path.endsWith('/Time')) {
      concurrent += 1;
      mostConcurrent = Math.max(mostConcurrent, concurrent);
      await new Promise(setImmediate);
      concurrent -= 1;
      const timeStamp = String(1_392_356_108_888 + clock.ms + issued.size);
      issued.set(timeStamp, { at: clock.ms, usedAt: null });
      return response.end(timeStamp);
    }
    metadataCount += 1;
    if (answer?.(response, metadataCount)) return undefined;
    const timeStamp = query.get('timeStamp') ?? '';
    const pair = issued.get(timeStamp);
    if (!pair || query.get('hash') !== hashOf(timeStamp)) {
      return reply(response, { Message: 'bad' }, 401);
    }
    const isExpired =
      pair.usedAt === null ? clock.ms - pair.at > 10_000 : clock.ms - pair.usedAt > 3_600_000;
    if (isExpired) return reply(response, EXPIRED);
    pair.usedAt ??= clock.ms;
    return reply(response, [LEG]);
  });
  const client = createTestClient(stub, { generation: 'hash', elapsed: () => clock.ms });
  const asked = () => ({
    times: stub.requests.filter(({ path }) => path.endsWith('/Time')).length,
    metadata: metadataCount,
  });
  return { stub, client, clock, asked, issued, mostConcurrent: () => mostConcurrent };
}

describe('the older authentication', () => {
  it('sends the timestamp of the PBX and the hash made of it, and never the key', async () => {
    const { stub, client } = await startHashStub();
    await client.retrieveMetaData('1');
    expect(stub.requests.map(({ method, path, query }) => `${method} ${path}?${query}`)).toEqual([
      'POST /servicemanager/rest/Time?',
      `POST /servicemanager/rest/CallManagementAPI/retrieveMetaData?timeStamp=1392356108888&hash=${hashOf('1392356108888')}&tag=1`,
    ]);
  });

  it('shares one pair between 50 questions at once, with one authentication', async () => {
    const { client, asked, mostConcurrent } = await startHashStub();
    const tags = Array.from({ length: 50 }, (_, index) => String(index));
    const replies = await Promise.all(tags.map((tag) => client.retrieveMetaData(tag)));
    expect(replies.every(({ legs }) => legs.length === 1)).toBe(true);
    expect(asked()).toEqual({ times: 1, metadata: 50 });
    expect(mostConcurrent()).toBe(1);
  });

  it('keeps a pair that was used for 58 minutes', async () => {
    const { client, clock, asked } = await startHashStub();
    await client.retrieveMetaData('1');
    clock.ms = 58 * 60_000;
    await client.retrieveMetaData('2');
    expect(asked()).toEqual({ times: 1, metadata: 2 });
  });

  it('renews a used pair before its hour is over', async () => {
    const { client, clock, asked } = await startHashStub();
    await client.retrieveMetaData('1');
    clock.ms = 59.5 * 60_000;
    await client.retrieveMetaData('2');
    expect(asked()).toEqual({ times: 2, metadata: 2 });
  });

  it('renews a pair that was never accepted before its 10 seconds are over', async () => {
    const failsOnce = (response: ServerResponse, count: number) =>
      count <= 2 && Boolean(response.destroy());
    const { client, clock, asked } = await startHashStub(failsOnce);
    await expect(client.retrieveMetaData('1')).rejects.toMatchObject({ kind: 'unreachable' });
    clock.ms = 9_000;
    await client.retrieveMetaData('2');
    expect(asked()).toEqual({ times: 2, metadata: 3 });
  });

  it('answers an expired timestamp with one renewal and one repeat', async () => {
    const { client, issued, asked } = await startHashStub();
    await client.retrieveMetaData('1');
    for (const pair of issued.values()) pair.usedAt = -4_000_000;
    const { legs } = await client.retrieveMetaData('2');
    expect(legs).toHaveLength(1);
    expect(asked()).toEqual({ times: 2, metadata: 3 });
  });

  it('renews once for 20 questions whose shared timestamp has expired', async () => {
    const { client, issued, asked, mostConcurrent } = await startHashStub();
    await client.retrieveMetaData('first');
    for (const pair of issued.values()) pair.usedAt = -4_000_000;
    const tags = Array.from({ length: 20 }, (_, index) => String(index));
    await Promise.all(tags.map((tag) => client.retrieveMetaData(tag)));
    expect(asked().times).toBe(2);
    expect(asked().metadata).toBeLessThanOrEqual(41);
    expect(mostConcurrent()).toBe(1);
  });

  it('says refused instead of looping when every timestamp is called expired', async () => {
    const { client, asked } = await startHashStub((response) => {
      reply(response, EXPIRED);
      return true;
    });
    await expect(client.retrieveMetaData('1')).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('NOOJEE_AUTH'),
    });
    expect(asked()).toEqual({ times: 2, metadata: 2 });
  });

  it('recognises the expired timestamp in the audio call too', async () => {
    const { client, asked } = await startHashStub((response, count) => {
      if (count === 1) reply(response, EXPIRED);
      else response.end('RIFF');
      return true;
    });
    const signal = new AbortController().signal;
    const address = { uniqueId: '1.2', leg: 1, callRecordId: null, tag: null };
    const { body } = await client.retrieveRecording(address, signal);
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('RIFF');
    expect(asked()).toEqual({ times: 2, metadata: 2 });
  });

  it('authenticates again after the PBX refused a pair', async () => {
    const { client, asked } = await startHashStub((response, count) => {
      if (count === 2) reply(response, { Message: 'unknown' }, 401);
      return count === 2;
    });
    await client.retrieveMetaData('1');
    await expect(client.retrieveMetaData('2')).rejects.toMatchObject({ kind: 'refused' });
    await client.retrieveMetaData('3');
    expect(asked()).toEqual({ times: 2, metadata: 3 });
  });
});

describe('an authentication that fails', () => {
  it('rejects for everyone who waits, and the next question tries again', async () => {
    let times = 0;
    const stub = await startStub(({ path }, response) => {
      if (!path.endsWith('/Time')) return reply(response, [LEG]);
      times += 1;
      return times === 1 ? response.end('<html>') : response.end('1392356108888');
    });
    const client = createTestClient(stub, { generation: 'hash' });
    const outcomes = await Promise.allSettled(
      ['1', '2', '3'].map((tag) => client.retrieveMetaData(tag)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(times).toBe(1);
    await expect(client.retrieveMetaData('4')).resolves.toMatchObject({ warnings: [] });
  });

  it('names the setting when the PBX does not say what time it is', async () => {
    const stub = await startStub((_, response) => response.writeHead(404).end('<html>'));
    const client = createTestClient(stub, { generation: 'hash' });
    await expect(client.retrieveMetaData('1')).rejects.toMatchObject({
      kind: 'bad-reply',
      message: expect.stringContaining('NOOJEE_TIME_PATH'),
    });
  });

  it('goes on when the caller who asked first leaves', async () => {
    let tell = () => {};
    const stub = await startStub(({ path }, response) => {
      if (!path.endsWith('/Time')) return reply(response, [LEG]);
      tell = () => response.end('1392356108888');
      return undefined;
    });
    const client = createTestClient(stub, { generation: 'hash' });
    const leaving = new AbortController();
    const first = client.retrieveMetaData('1', leaving.signal);
    const second = client.retrieveMetaData('2');
    await expect.poll(() => stub.requests.length).toBe(1);
    leaving.abort();
    await expect(first).rejects.toThrow('aborted');
    tell();
    await expect(second).resolves.toMatchObject({ warnings: [] });
    expect(stub.requests.map(({ path }) => path.split('/').at(-1))).toEqual([
      'Time',
      'retrieveMetaData',
    ]);
  });
});
