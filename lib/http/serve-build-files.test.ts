import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askEncoded } from './ask-encoded-fixture';
import { serveBuildFiles } from './serve-build-files';

const SCRIPT = `console.log('${'heard '.repeat(2000)}');`;
const TYPEFACE = Buffer.from(SCRIPT.repeat(3));

let folder: string;
let server: Server;
let url: string;
const forNext: string[] = [];

beforeEach(async () => {
  forNext.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'legato-build-'));
  mkdirSync(join(folder, 'chunks'));
  mkdirSync(join(folder, 'media'));
  writeFileSync(join(folder, 'chunks/0a1b.js'), SCRIPT);
  writeFileSync(join(folder, 'chunks/2c3d.css'), '.a{color:red}');
  writeFileSync(join(folder, 'chunks/0a1b.js.map'), '{}');
  writeFileSync(join(folder, 'media/inter.woff2'), TYPEFACE);
  const handler = serveBuildFiles(folder, async (request, response) => {
    forNext.push(`${request.method} ${request.url}`);
    response.end('Next');
  });
  server = createServer((request, response) => void handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}/_next/static`;
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

describe('files of the build', () => {
  test.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, br;q=0.5', 'br'],
    ['gzip, br;q=0', 'gzip'],
    ['*', 'br'],
    ['deflate', undefined],
    ['gzip;q=0', undefined],
    ['', undefined],
  ])(
    'are sent to a client who takes %j as %s, whole and with their length',
    async (accepted, is) => {
      const answer = await askEncoded(`${url}/chunks/0a1b.js`, { 'Accept-Encoding': accepted });
      const { headers } = answer.response;
      const sent = await answer.sent();
      expect(answer.encoding).toBe(is);
      expect(headers['content-length']).toBe(String(sent.length));
      expect(sent.length < SCRIPT.length / 10).toBe(is !== undefined);
      const again = await askEncoded(`${url}/chunks/0a1b.js?v=1`, { 'Accept-Encoding': accepted });
      expect(await again.text()).toBe(SCRIPT);
      expect(forNext).toEqual([]);
    },
  );

  test('say what they are, and that they never change', async () => {
    const { response } = await askEncoded(`${url}/chunks/2c3d.css`);
    expect(response.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/css; charset=UTF-8',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
    });
  });

  test('that are packed already go as they are', async () => {
    const answer = await askEncoded(`${url}/media/inter.woff2`, { 'Accept-Encoding': 'br, gzip' });
    expect(answer.encoding).toBeUndefined();
    expect((await answer.sent()).equals(TYPEFACE)).toBe(true);
  });

  test('are described to HEAD without a body', async () => {
    const address = `${url}/chunks/0a1b.js`;
    const head = await askEncoded(address, { 'Accept-Encoding': 'br' }, 'HEAD');
    const whole = await askEncoded(address, { 'Accept-Encoding': 'br' });
    expect(await head.sent()).toHaveLength(0);
    expect(head.response.headers).toEqual({
      ...whole.response.headers,
      date: head.response.headers.date,
    });
    expect(await whole.text()).toBe(SCRIPT);
  });

  test('are sent from memory when a new build has replaced them', async () => {
    const before = await askEncoded(`${url}/chunks/0a1b.js`);
    expect(await before.text()).toBe(SCRIPT);
    rmSync(folder, { recursive: true });
    const after = await askEncoded(`${url}/chunks/0a1b.js`);
    expect(await after.text()).toBe(SCRIPT);
    const unread = await askEncoded(`${url}/chunks/2c3d.css`);
    expect(await unread.text()).toBe('Next');
  });
});

test.each([
  ['GET', '/chunks/unknown.js'],
  ['GET', '/chunks/0a1b.js.map'],
  ['GET', '/chunks'],
  ['GET', '/chunks/'],
  ['GET', '/chunks/..%2fchunks/0a1b.js'],
  ['POST', '/chunks/0a1b.js'],
])('%s %s is left to Next', async (method, path) => {
  const answer = await askEncoded(url + path, {}, method);
  expect(await answer.text()).toBe('Next');
  expect(forNext).toEqual([`${method} /_next/static${path}`]);
});

test('a folder that is missing has no files', async () => {
  let isAsked = false;
  const handler = serveBuildFiles(join(folder, 'nowhere'), async (_request, response) => {
    isAsked = true;
    response.end();
  });
  server.removeAllListeners('request');
  server.on('request', (request, response) => void handler(request, response));
  await (await askEncoded(`${url}/chunks/0a1b.js`)).sent();
  expect(isAsked).toBe(true);
});
