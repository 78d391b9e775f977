import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { ApiProblem } from './api-problem';
import { requestLines } from './request-lines';

const Line = z.object({ leg: z.number() });
const here = () => new AbortController().signal;
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/`;
}

const answering = (status: number, body: string) =>
  serve((_request, response) => response.writeHead(status).end(body));

async function all(url: string, signal = here()): Promise<number[]> {
  const legs: number[] = [];
  for await (const { leg } of requestLines(Line, url, { signal })) legs.push(leg);
  return legs;
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    (reason: unknown) => reason,
  );
}

test('gives each line as it comes, not at the end', async () => {
  let write = (_text: string) => {};
  let end = () => {};
  const url = await serve((_request, response) => {
    write = (text) => void response.write(text);
    end = () => response.end();
    write('{"leg":1}\n');
  });
  const lines = requestLines(Line, url, { signal: here() });
  expect((await lines.next()).value).toEqual({ leg: 1 });
  write('{"le');
  write('g":2}\n{"leg":3}\n');
  expect((await lines.next()).value).toEqual({ leg: 2 });
  expect((await lines.next()).value).toEqual({ leg: 3 });
  end();
  expect((await lines.next()).done).toBe(true);
});

test('puts together a line that is longer than what comes at once', async () => {
  const url = await answering(200, `{"leg":1,"more":"${'ä'.repeat(500_000)}"}\n{"leg":2}\n`);
  expect(await all(url)).toEqual([1, 2]);
});

test('an answer without lines is none', async () => {
  expect(await all(await answering(200, ''))).toEqual([]);
});

test('a problem in its place is thrown with its code', async () => {
  const problem = { type: '', title: '', status: 502, detail: 'No.', code: 'pbx-unreachable' };
  const url = await answering(502, JSON.stringify(problem));
  const failure = await failureOf(all(url));
  expect(failure).toBeInstanceOf(ApiProblem);
  expect(failure).toMatchObject({ code: 'pbx-unreachable', status: 502, address: url });
});

test.each([
  ['HTML with status 200', '<html>Sign in</html>\n'],
  ['a line of another shape', '{"leg":"x"}\n'],
])('calls %s an unreadable reply', async (_name, body) => {
  expect(await failureOf(all(await answering(200, body)))).toMatchObject({
    code: 'reply-unreadable',
  });
});

test.each([
  ['between two lines', '{"leg":1}\n'],
  ['within a line', '{"leg":1}\n{"le'],
])(
  'gives what came and says that the network is lost when the answer breaks off %s',
  async (_name, text) => {
    const url = await serve((_request, response) => {
      response.write(text, () => response.destroy());
    });
    const legs: number[] = [];
    const reading = (async () => {
      for await (const { leg } of requestLines(Line, url, { signal: here() })) legs.push(leg);
    })();
    expect(await failureOf(reading)).toMatchObject({ code: 'network-lost' });
    expect(legs).toEqual([1]);
  },
);

test('says that the network is lost when the last line has no end', async () => {
  const url = await answering(200, '{"leg":1}\n{"leg":2}');
  expect(await failureOf(all(url))).toMatchObject({ code: 'network-lost' });
});

test('passes an abort on as it is, also in the middle', async () => {
  const leaving = new AbortController();
  const url = await serve((_request, response) => void response.write('{"leg":1}\n'));
  const lines = requestLines(Line, url, { signal: leaving.signal });
  await lines.next();
  leaving.abort();
  await expect(lines.next()).rejects.toMatchObject({ name: 'AbortError' });
});

test('ends the answer when nobody takes more of it', async () => {
  let hasLeft = false;
  const url = await serve((_request, response) => {
    response.on('close', () => {
      hasLeft = true;
    });
    response.write('{"leg":1}\n');
  });
  for await (const _ of requestLines(Line, url, { signal: here() })) break;
  await expect.poll(() => hasLeft).toBe(true);
});
