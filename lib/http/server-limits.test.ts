import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';
import { LARGEST_BODY_BYTES } from './read-body';
import { limitConnections, serverOptions } from './server-limits.mjs';

let legato: LegatoUnderTest | null = null;
let server: Server | null = null;
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server?.closeAllConnections();
  server?.close();
  await legato?.close();
  [legato, server] = [null, null];
});

/** As server.js does it, with the limits that a test is about made short. */
async function serve(changes: Parameters<typeof serverOptions>[0] = {}): Promise<void> {
  const own = await startLegatoUnderTest();
  legato = own;
  server = createServer(serverOptions(changes), own.runtime.listener(own.runtime.answerIncoming));
  limitConnections(server, changes);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
}

/** A raw connection, and all that comes of it until the other side ends it. */
async function open(sent: string): Promise<{ socket: Socket; answer: Promise<string> }> {
  const address = server?.address();
  if (!address || typeof address === 'string') throw new Error('nothing is served');
  const socket = connect({ port: address.port, host: '127.0.0.1', allowHalfOpen: true });
  sockets.push(socket);
  socket.on('error', () => {});
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write(sent);
  return { socket, answer: text(socket).catch(() => 'broken off') };
}

const head = (path: string, ...more: string[]) =>
  `${[`GET ${path} HTTP/1.1`, 'Host: localhost', ...more].join('\r\n')}\r\n\r\n`;
const post = (path: string, ...more: string[]) => head(path, ...more).replace('GET', 'POST');
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
const ends = { headersMs: 60, requestMs: 120, checkEveryMs: 20 };

describe('a client that is slow', () => {
  it('with its headers is let go', async () => {
    await serve(ends);
    const { answer } = await open('GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    expect(statusOf(await answer)).toBe(408);
  });

  it('with its headers is let go, however regularly a byte comes', async () => {
    await serve(ends);
    const { socket, answer } = await open('GET /api/health HTTP/1.1\r\nX-Slow: ');
    const drip = setInterval(() => socket.write('a'), 10);
    try {
      expect(statusOf(await answer)).toBe(408);
    } finally {
      clearInterval(drip);
    }
  });

  it('with its body is let go', async () => {
    await serve(ends);
    const headers = ['Content-Type: application/json', 'Content-Length: 100'];
    const { answer } = await open(`${post(paths.api.listenings(), ...headers)}{"`);
    expect(await answer).not.toMatch(/HTTP\/1\.1 [25]00/);
  });

  it('between two requests is let go', async () => {
    await serve({ idleMs: 50 });
    const { answer } = await open(head('/api/health'));
    expect(statusOf(await answer)).toBe(200);
  });

  it('who does not read an answer is let go', async () => {
    await serve({ silentMs: 50 });
    const call = await legato?.callOf('ONE-LEG');
    const { socket } = await open(head(paths.api.audio(call?.uniqueId ?? '', 1)));
    socket.pause();
    await expect.poll(() => countOpen()).toBe(0);
  });
});

describe('a request that is too large', () => {
  it('by its headers is refused before anything reads it', async () => {
    await serve();
    const { answer } = await open(head('/api/health', `X-Large: ${'a'.repeat(17 * 1024)}`));
    expect(statusOf(await answer)).toBe(431);
  });

  it('by its address is refused with a sentence', async () => {
    await serve();
    const { answer } = await open(head(`/api/calls?tag=${'a'.repeat(9_000)}`, 'Connection: close'));
    expect(await answer).toContain('This address is too long');
  });

  it.each([
    ['says so', `Content-Length: ${LARGEST_BODY_BYTES + 1}`, ''],
    ['does not say so', 'Transfer-Encoding: chunked', chunk(LARGEST_BODY_BYTES + 1)],
  ])('by its body is refused where it %s', async (_, length, body) => {
    await serve();
    const headers = ['Content-Type: application/json', 'Connection: close', length];
    const { answer } = await open(post(paths.api.listenings(), ...headers) + body);
    expect(await answer).toContain('This request is too large.');
  });
});

describe('what is no request', () => {
  it.each([
    ['two lengths', post('/api/health', 'Content-Length: 1', 'Content-Length: 2')],
    ['a length and chunks', post('/api/health', 'Content-Length: 1', 'Transfer-Encoding: chunked')],
    ['no host', 'GET /api/health HTTP/1.1\r\n\r\n'],
    ['a header over two lines', head('/api/health', 'X-A: b\r\n c')],
    ['no protocol', 'hello\r\n\r\n'],
  ])('%s is refused, and the connection closed', async (_, sent) => {
    await serve();
    const { answer } = await open(sent);
    expect(statusOf(await answer)).toBe(400);
  });
});

it('more connections than are allowed are closed, and those that are there go on', async () => {
  await serve({ connections: 2 });
  const first = await open('');
  await open('');
  await expect.poll(() => countOpen()).toBe(2);
  expect(await (await open(head('/api/health'))).answer).toMatch(/^$|broken off/);
  first.socket.write(head('/api/health', 'Connection: close'));
  expect(statusOf(await first.answer)).toBe(200);
});

const countOpen = () =>
  new Promise<number>((resolve, reject) =>
    server?.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );

function chunk(bytes: number): string {
  return `${bytes.toString(16)}\r\n${'a'.repeat(bytes)}\r\n0\r\n\r\n`;
}
