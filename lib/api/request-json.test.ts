import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { ApiProblem } from './api-problem';
import { requestJson } from './request-json';

const Answer = z.object({ calls: z.number() });
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/`;
}

const answering = (status: number, body: string, type = 'application/json') =>
  serve((_request, response) => response.writeHead(status, { 'Content-Type': type }).end(body));

async function failureOf(promise: Promise<unknown>): Promise<ApiProblem> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiProblem);
  if (!(error instanceof ApiProblem)) throw error;
  return error;
}

test('parses the answer by its schema', async () => {
  const url = await answering(200, '{"calls":6,"unknown":true}');
  expect(await requestJson(Answer, url)).toEqual({ calls: 6 });
});

test('turns a problem into an error with its code, sentence, pause and address', async () => {
  const problem = {
    type: 'about:blank',
    title: 'The PBX is busy',
    status: 503,
    detail: 'The PBX asks for a pause.',
    code: 'pbx-busy',
    retryAfterSeconds: 40,
    pbxError: 500,
    requestId: '1f0c9f2e',
  };
  const url = await answering(503, JSON.stringify(problem), 'application/problem+json');
  expect(await failureOf(requestJson(Answer, url))).toMatchObject({
    code: 'pbx-busy',
    status: 503,
    retryAfterSeconds: 40,
    message: 'The PBX asks for a pause.',
    pbxError: 500,
    requestId: '1f0c9f2e',
    address: url,
  });
});

test.each([
  ['the page of a proxy', 502, '<html>Bad gateway</html>'],
  ['HTML with status 200', 200, '<html>Sign in</html>'],
  ['JSON of another shape', 200, '{"hello":"world"}'],
  ['a failure that is no problem', 500, '{"message":"x"}'],
  [
    'a code that is not in the list',
    500,
    '{"type":"","title":"","status":500,"detail":"","code":"?"}',
  ],
])('calls %s an unreadable reply', async (_name, status, body) => {
  const url = await answering(status, body);
  expect(await failureOf(requestJson(Answer, url))).toMatchObject({
    code: 'reply-unreadable',
    status,
  });
});

test('says that the network is lost when nothing listens', async () => {
  const url = await answering(200, '{}');
  await closers.pop()?.();
  expect(await failureOf(requestJson(Answer, url))).toMatchObject({
    code: 'network-lost',
    status: undefined,
  });
});

test('says that the network is lost when the answer breaks off', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('{"calls"', () => response.destroy());
  });
  expect((await failureOf(requestJson(Answer, url))).code).toBe('network-lost');
});

test('passes an abort on as it is', async () => {
  const controller = new AbortController();
  const url = await serve(() => controller.abort());
  await expect(requestJson(Answer, url, { signal: controller.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
});
