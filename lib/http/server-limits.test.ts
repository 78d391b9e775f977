import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Problem, type ProblemCode } from '@/lib/contract/problem';
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
async function serve(
  changes: Parameters<typeof serverOptions>[0] = {},
  listener?: RequestListener,
): Promise<void> {
  const own = await startLegatoUnderTest();
  legato = own;
  const usual = own.runtime.listener(own.runtime.answerIncoming);
  server = createServer(serverOptions(changes), listener ?? usual);
  limitConnections(server, changes);
  own.runtime.refuseUnreadable(server);
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
  let received = '';
  socket.setEncoding('latin1').on('data', (piece) => {
    received += piece;
  });
  const answer = new Promise<string>((resolve) => {
    socket.once('end', () => resolve(received));
    socket.once('close', () => resolve('broken off'));
  });
  return { socket, answer };
}

const head = (path: string, ...more: string[]) =>
  `${[`GET ${path} HTTP/1.1`, 'Host: localhost', ...more].join('\r\n')}\r\n\r\n`;
const post = (path: string, ...more: string[]) => head(path, ...more).replace('GET', 'POST');
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

/** The one answer that came: a problem like all others, whose request the log names, and nothing of what was sent. */
function expectProblem(answer: string, status: number, code: ProblemCode): void {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const problem = Problem.parse(JSON.parse(body));
  expect(problem).toMatchObject({ status, code, type: `urn:legato:problem:${code}` });
  expect(statusOf(answer)).toBe(status);
  for (const header of [
    'Content-Type: application/problem+json',
    `X-Request-Id: ${problem.requestId}`,
    'Connection: close',
    'Cache-Control: no-store',
    "Content-Security-Policy: default-src 'none'; media-src 'self'; frame-ancestors 'none'",
    'X-Content-Type-Options: nosniff',
    'Referrer-Policy: same-origin',
    'X-Frame-Options: DENY',
  ]) {
    expect(head.split('\r\n')).toContain(header);
  }
  const lines = (legato?.logged() ?? '').split('\n').filter((line) => line.includes(`"${code}"`));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ requestId: problem.requestId, status });
  expect(legato?.logged()).not.toContain(PRIVATE);
}

/** Stands in what is sent, and nowhere else. */
const PRIVATE = 'private-8d2c';
const ends = { headersMs: 60, requestMs: 120, checkEveryMs: 20 };

describe('a client that is slow', () => {
  it('with its headers is let go', async () => {
    await serve(ends);
    const { answer } = await open(`GET /${PRIVATE} HTTP/1.1\r\nHost: localhost\r\nX-Slow: `);
    expectProblem(await answer, 408, 'request-timed-out');
  });

  it('with its headers is let go, however regularly a byte comes', async () => {
    await serve(ends);
    const { socket, answer } = await open('GET /api/health HTTP/1.1\r\nX-Slow: ');
    const drip = setInterval(() => socket.write('a'), 10);
    try {
      expectProblem(await answer, 408, 'request-timed-out');
    } finally {
      clearInterval(drip);
    }
  });

  it('with its body is let go', async () => {
    await serve(ends);
    const headers = ['Content-Type: application/json', 'Content-Length: 100'];
    const { answer } = await open(`${post(paths.api.listenings(), ...headers)}{"`);
    expectProblem(await answer, 408, 'request-timed-out');
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
    const { answer } = await open(head(`/${PRIVATE}`, `Cookie: ${PRIVATE.repeat(2 * 1024)}`));
    expectProblem(await answer, 431, 'headers-too-large');
  });

  it('by far is refused once, and the answer reaches whoever still sends', async () => {
    await serve();
    const { answer } = await open(head('/', ...Array(4_000).fill(`X-Large: ${'a'.repeat(1_000)}`)));
    expectProblem(await answer, 431, 'headers-too-large');
  });

  it('by what stands between its chunks is refused', async () => {
    await serve();
    const body = `1;${'a'.repeat(17 * 1024)}\r\na\r\n0\r\n\r\n`;
    const headers = ['Content-Type: application/json', 'Transfer-Encoding: chunked'];
    const { answer } = await open(post(paths.api.listenings(), ...headers) + body);
    expectProblem(await answer, 400, 'invalid-request');
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
    ['an upgrade', head('/api/health', 'Connection: Upgrade', 'Upgrade: websocket')],
    ['no protocol', `${PRIVATE}\r\n\r\n`],
    ['a header that is none', head('/api/health', `${PRIVATE} x`)],
  ])('%s is refused, and the connection closed', async (_, sent) => {
    await serve();
    const { answer } = await open(sent);
    expectProblem(await answer, 400, 'invalid-request');
  });

  it('is answered once, whatever follows', async () => {
    await serve();
    const { socket, answer } = await open(`${PRIVATE}\r\n\r\n`);
    socket.write(`${PRIVATE}\r\n\r\n${head('/api/health')}`);
    expectProblem(await answer, 400, 'invalid-request');
  });

  it('becomes none when the rest of it comes too late', async () => {
    const asked: string[] = [];
    await serve(ends, ({ url = '' }, response) => {
      asked.push(url);
      response.end();
    });
    const { socket, answer } = await open('GET /late HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    expectProblem(await answer, 408, 'request-timed-out');
    socket.end(`a\r\n\r\n${head('/next')}`);
    await expect.poll(() => countOpen()).toBe(0);
    expect(asked, 'requests answered').toEqual([]);
  });

  it('writes nothing into an answer that has begun', async () => {
    await serve({}, (_, response) => void response.write('the beginning'));
    const { socket, answer } = await open(head('/'));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.write('hello\r\n\r\n');
    expect(await answer).not.toContain('400');
  });

  it('is not taken for the answer to the request before it', async () => {
    await serve({}, () => {});
    const { answer } = await open(`${head('/')}hello\r\n\r\n`);
    expect(await answer).toMatch(/^$|broken off/);
  });
});

it('a wish that nobody knows is passed over', async () => {
  await serve();
  const { answer } = await open(head('/api/health', 'Expect: wonders', 'Connection: close'));
  expect(statusOf(await answer)).toBe(200);
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
