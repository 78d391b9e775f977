import type { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { processTimers } from '@/lib/concurrency/with-deadline';
import { createTestClient, LEG, reply, startStub, stopAll } from './client-under-test';
import { createPbxFetch } from './create-pbx-fetch';
import type { LegAddress } from './leg';

afterEach(stopAll);

const ADDRESS: LegAddress = { uniqueId: '1.2', leg: 1, callRecordId: '3', tag: null };
const HTML = { 'content-type': 'text/html' };

type Answer = (response: ServerResponse, count: number) => unknown;

/** A client of a PBX that answers every question so. */
async function clientOf(answer: Answer) {
  const stub = await startStub(({ count }, response) => answer(response, count));
  return { stub, client: createTestClient(stub) };
}

describe('a metadata question fails as', () => {
  it.each([
    ['refused', 401, /NOOJEE_API_KEY.*Noojee Support.*allow-list/],
    ['refused', 403, /NOOJEE_API_KEY.*Noojee Support.*allow-list/],
    ['busy', 429, /Try again in a moment/],
    ['busy', 503, /Try again in a moment/],
    ['bad-reply', 400, /error \(400\)/],
    ['bad-reply', 405, /NOOJEE_API_PATH/],
    ['bad-reply', 500, /error \(500\)/],
    ['unreachable', 502, /gateway/],
    ['bad-reply', 302, /redirects to another address/],
  ])('%s on %i', async (kind, status, message) => {
    const { client } = await clientOf((response) =>
      response.writeHead(status, { ...HTML, location: 'http://127.0.0.1:9/' }).end('<html>'),
    );
    const error = await client.retrieveMetaData('1').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind, code: `pbx-${kind}` });
    expect(error).toMatchObject({ message: expect.stringMatching(message) });
  });

  it('bad-reply with the error that the PBX reported, by status or by envelope', async () => {
    const { client: byStatus } = await clientOf((response) => response.writeHead(500).end());
    await expect(byStatus.retrieveMetaData('1')).rejects.toMatchObject({ pbxError: 500 });
    const { client: byEnvelope } = await clientOf((response) =>
      reply(response, { Message: 'No such method', Code: -7 }, 200),
    );
    await expect(byEnvelope.retrieveMetaData('1')).rejects.toMatchObject({ pbxError: -7 });
  });

  it.each([
    ['bad-reply', { Message: 'No such method', Code: -1 }],
    ['busy', { Message: 'Too many requests', Code: -1 }],
    ['busy', { Message: 'Overload, try again later', Code: -1 }],
    ['refused', { code: -4, message: 'API key unknown', type: 'ERROR', entities: [] }],
  ])('%s on 400 with %j', async (kind, envelope) => {
    const { client } = await clientOf((response) => reply(response, envelope, 400));
    await expect(client.retrieveMetaData('1')).rejects.toMatchObject({ kind });
  });

  it('unreachable where nothing listens, naming the setting and the allow-list', async () => {
    const { stub, client } = await clientOf((response) => response.end());
    await stub.close();
    await expect(client.retrieveMetaData('1')).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/refused the connection.*NOOJEE_URL.*allow-list/),
      cause: { code: 'ECONNREFUSED' },
    });
  });

  it('unreachable where the name does not exist', async () => {
    const client = createTestClient({ baseUrl: 'http://pbx.invalid' });
    await expect(client.retrieveMetaData('1')).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/pbx\.invalid cannot be resolved.*DNS/),
    });
  });

  it('bad-reply where something else than HTTP answers', async () => {
    const server = await listen((socket) =>
      socket.once('data', () => socket.end('220 mail ready\r\n')),
    );
    const client = createTestClient(server);
    await expect(client.retrieveMetaData('1')).rejects.toMatchObject({
      kind: 'bad-reply',
      message: expect.stringContaining('not the Recording API'),
    });
    await server.close();
  });

  it('timed-out where the PBX never answers, and hangs up', async () => {
    const { stub } = await clientOf(() => {});
    const client = createTestClient(stub, { timeouts: { metaDataMs: 50 } });
    await expect(client.retrieveMetaData('1')).rejects.toMatchObject({ kind: 'timed-out' });
    await expect.poll(() => stub.cancelled()).toBe(1);
  });

  it('timed-out where the answer trickles for longer than a whole call may last', async () => {
    const { stub } = await clientOf((response) => {
      const timer = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(timer));
    });
    const client = createTestClient(stub, { timeouts: { metaDataMs: 60, idleMs: 10_000 } });
    await expect(client.retrieveMetaData('1')).rejects.toMatchObject({ kind: 'timed-out' });
    await expect.poll(() => stub.cancelled()).toBe(1);
  });

  it.each([
    ['headers', () => {}],
    ['body', (response: ServerResponse) => response.write('[')],
  ])('timed-out where undici itself gives up on the %s', async (_, answer) => {
    const { stub } = await clientOf(answer);
    const fetch = createPbxFetch({ idleTimeoutMs: 20 });
    const client = createTestClient(stub, { fetch });
    await expect(client.retrieveMetaData('1')).rejects.toMatchObject({
      kind: 'timed-out',
      cause: { code: expect.stringMatching(/^UND_ERR_(HEADERS|BODY)_TIMEOUT$/) },
    });
    await fetch.close();
  });

  it('none at all on 404, be it HTML or not', async () => {
    for (const headers of [HTML, {}]) {
      const { client } = await clientOf((response) => response.writeHead(404, headers).end('<p>'));
      expect(await client.retrieveMetaData('1')).toEqual({ legs: [], warnings: [] });
    }
  });
});

describe('a busy PBX', () => {
  it.each([
    ['20', 20],
    [new Date(1_700_000_030_000).toUTCString(), 30],
    ['nonsense', 5],
    [undefined, 5],
  ])('with Retry-After %s is to be asked again in %i s', async (header, retryAfterSeconds) => {
    const stub = await startStub((_, response) =>
      response.writeHead(429, header === undefined ? {} : { 'retry-after': header }).end(),
    );
    const client = createTestClient(stub, { now: () => 1_700_000_000_000 });
    await expect(client.retrieveMetaData('1')).rejects.toMatchObject({
      kind: 'busy',
      retryAfterSeconds,
    });
  });

  it.each([
    [429, undefined],
    [400, undefined],
    [403, undefined],
    [503, undefined],
    [200, { Message: 'Only once', Code: -1 }],
    [400, { Message: 'Only once', Code: -1 }],
    [403, { Message: 'Only once', Code: -1 }],
  ])('by hour says so by %i %j, and is asked again in 60 s', async (status, body) => {
    const { stub, client } = await clientOf((response) => {
      if (body) reply(response, body, status);
      else response.writeHead(status).end();
    });
    await expect(client.retrieveMetaDataByHour('2026-11-24', 9)).rejects.toMatchObject({
      kind: 'busy',
      retryAfterSeconds: 60,
    });
    expect(stub.requests).toHaveLength(1);
  });

  it('by hour still says refused where the reply speaks of the key', async () => {
    const { client } = await clientOf((response) =>
      reply(response, { Message: 'Invalid API key', Code: -1 }, 403),
    );
    await expect(client.retrieveMetaDataByHour('2026-11-24', 9)).rejects.toMatchObject({
      kind: 'refused',
    });
  });
});

describe('a read is repeated', () => {
  const fine = (response: ServerResponse) => reply(response, [LEG]);
  const busy = (response: ServerResponse) => response.writeHead(503).end();
  const reset = (response: ServerResponse) => response.destroy();
  const broken = (response: ServerResponse) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('[', () => response.destroy());
  };

  it.each([
    ['a 503', busy],
    ['a reset before the answer', reset],
    ['a reset in the middle of the answer', broken],
  ])('once after %s, with jitter', async (_, fail) => {
    const waits: number[] = [];
    const stub = await startStub(({ count }, response) =>
      count === 1 ? fail(response) : fine(response),
    );
    const wait = async (ms: number) => void waits.push(ms);
    const client = createTestClient(stub, {
      timers: { ...processTimers, wait },
      random: () => 0.5,
    });
    expect((await client.retrieveMetaData('1')).legs).toHaveLength(1);
    expect(stub.requests).toHaveLength(2);
    expect(waits).toEqual([500]);
  });

  it.each([
    ['busy', busy],
    ['unreachable', reset],
  ])('no more than once: then it is %s', async (kind, fail) => {
    const { stub, client } = await clientOf(fail);
    await expect(client.retrieveMetaData('1')).rejects.toMatchObject({ kind });
    expect(stub.requests).toHaveLength(2);
  });

  it('not at all after the whole call has taken too long', async () => {
    const stub = await startStub((_, response) => busy(response));
    const wait = (_: number, signal: AbortSignal) =>
      new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject('left')));
    const client = createTestClient(stub, {
      timers: { ...processTimers, wait },
      timeouts: { metaDataMs: 100 },
    });
    await expect(client.retrieveMetaData('1')).rejects.toMatchObject({ kind: 'timed-out' });
    expect(stub.requests).toHaveLength(1);
  });

  it.each([429, 500, 502, 401, 400])('not at all after %i', async (status) => {
    const { stub, client } = await clientOf((response) => response.writeHead(status).end());
    await expect(client.retrieveMetaData('1')).rejects.toThrow();
    expect(stub.requests).toHaveLength(1);
  });

  it('once for the audio as well, before its first byte', async () => {
    for (const fail of [busy, reset]) {
      const { stub, client } = await clientOf((response, count) =>
        count === 1 ? fail(response) : response.end('RIFF'),
      );
      const recording = await client.retrieveRecording(ADDRESS, new AbortController().signal);
      expect(recording.contentLength).toBe(4);
      expect(stub.requests).toHaveLength(2);
    }
  });
});

async function listen(answer: (socket: import('node:net').Socket) => void) {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {});
    answer(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const close = () => new Promise((resolve) => server.close(resolve));
  return { baseUrl: `http://127.0.0.1:${port}`, close };
}
