import type { ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { Problem } from '@/lib/contract/problem';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';
import { askEncoded } from './ask-encoded-fixture';
import type { NextHandler } from './handle';

const HTML = `<!doctype html><html lang="en"><body>${'<p>A call that was heard.</p>'.repeat(200)}`;
const BROWSER = { 'Accept-Encoding': 'gzip, deflate, br, zstd' };

let legato: LegatoUnderTest;
afterEach(() => legato.close());

/** A Legato whose pages are answered by this instead of Next. */
async function startWith(next: NextHandler): Promise<string> {
  legato = await startLegatoUnderTest({ next });
  return `${legato.url}/`;
}

/** A page that is written in one go with these headers. */
const startWithPage = (headers: Record<string, string>, body = HTML, status = 200) =>
  startWith(async (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', ...headers });
    response.end(body);
  });

describe('what a client takes', () => {
  test.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0.5, gzip', 'gzip'],
    ['gzip;q=0.8, br;q=0.9', 'br'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['deflate', 'deflate'],
    ['gzip;q=0.001', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['gzip;q=0, *;q=0.5', 'br'],
    ['identity', undefined],
    ['identity, gzip;q=0.5', undefined],
    ['gzip;q=0', undefined],
    ['*;q=0', undefined],
    ['identity;q=0, *;q=0', undefined],
    ['zstd', undefined],
    ['compress, x-unheard-of', undefined],
    ['', undefined],
    [',', undefined],
    ['gzip;q=abc', undefined],
    [undefined, undefined],
  ])('of %j is %s', async (accepted, encoding) => {
    const url = await startWithPage({});
    const answer = await askEncoded(
      url,
      accepted === undefined ? {} : { 'Accept-Encoding': accepted },
    );
    expect(answer.encoding).toBe(encoding);
    expect(answer.response.headers.vary).toBe('Accept-Encoding');
    expect(await answer.text()).toBe(HTML);
  });
});

describe('which answers', () => {
  test.each([
    'text/html; charset=utf-8',
    'text/x-component',
    'text/css',
    'application/javascript; charset=UTF-8',
    'application/json',
    'application/problem+json',
    'application/x-ndjson; charset=utf-8',
    'image/svg+xml',
  ])('%s is compressed', async (type) => {
    const answer = await askEncoded(await startWithPage({ 'Content-Type': type }), BROWSER);
    expect([answer.encoding, answer.response.headers['content-length']]).toEqual(['br', undefined]);
    expect(await answer.text()).toBe(HTML);
  });

  test.each([
    ['sound', { 'Content-Type': 'audio/wav' }],
    ['a ZIP', { 'Content-Type': 'application/zip' }],
    ['a typeface', { 'Content-Type': 'font/woff2' }],
    ['a picture', { 'Content-Type': 'image/png' }],
    ['what nobody knows', { 'Content-Type': 'application/octet-stream' }],
    ['what must not be changed', { 'Cache-Control': 'private, No-Transform' }],
    ['what is encoded already', { 'Content-Encoding': 'zstd' }],
    ['a range of a text', { 'Content-Range': 'bytes 0-9/100' }],
    ['a short text', { 'Content-Length': '1000' }],
  ])('%s is left alone, byte for byte', async (_what, headers) => {
    const body = HTML.slice(0, 1000);
    const answer = await askEncoded(await startWithPage(headers, body), BROWSER);
    expect(answer.response.headers).toMatchObject(
      Object.fromEntries(Object.entries(headers).map(([name, is]) => [name.toLowerCase(), is])),
    );
    expect(answer.encoding).toBe('Content-Encoding' in headers ? 'zstd' : undefined);
    expect((await answer.sent()).toString()).toBe(body);
  });

  test('HEAD says how it would be, and no length that it would not have', async () => {
    const url = await startWithPage({ 'Content-Length': String(HTML.length) });
    const { response, encoding, sent } = await askEncoded(url, BROWSER, 'HEAD');
    expect(encoding).toBeUndefined();
    expect(response.headers).toMatchObject({ vary: 'Accept-Encoding' });
    expect(response.headers).not.toHaveProperty('content-length');
    expect(await sent()).toHaveLength(0);
  });

  test('the encodings of one page share no strong entity tag', async () => {
    const url = await startWithPage({ ETag: '"abc"' });
    expect((await askEncoded(url, BROWSER)).response.headers.etag).toBe('W/"abc"');
    expect((await askEncoded(url)).response.headers.etag).toBe('W/"abc"');
  });

  test('a weak entity tag stays, and "not modified" varies as well', async () => {
    const url = await startWith(async (_request, response) => {
      response.writeHead(304, { ETag: 'W/"abc"' }).end();
    });
    const { response } = await askEncoded(url, { ...BROWSER, 'If-None-Match': 'W/"abc"' });
    expect(response.headers).toMatchObject({ etag: 'W/"abc"', vary: 'Accept-Encoding' });
    expect(response.headers).not.toHaveProperty('content-encoding');
  });

  test('what a page varies by already is kept', async () => {
    const { response } = await askEncoded(await startWithPage({ Vary: 'rsc' }), BROWSER);
    expect(response.headers.vary).toBe('rsc, Accept-Encoding');
  });

  test('a page that Next fails to answer is a short problem, and not compressed', async () => {
    const url = await startWith(async () => {
      throw new Error('a renderer that failed');
    });
    const answer = await askEncoded(url, BROWSER);
    expect(answer.encoding).toBeUndefined();
    const text = await answer.text();
    expect(answer.response.headers['content-length']).toBe(String(text.length));
    expect(Problem.parse(JSON.parse(text)).code).toBe('internal-error');
  });
});

describe.each(['gzip', 'br', 'deflate'])('%s, while a page is being made', (encoding) => {
  const client = { 'Accept-Encoding': encoding };

  test('each piece arrives before the next is written', async () => {
    let goOn = () => {};
    const url = await startWith(async (_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.flushHeaders();
      for (const piece of ['<p>first', '<p>second', '<p>third']) {
        const read = new Promise<void>((resolve) => {
          goOn = resolve;
        });
        response.write(piece);
        await read;
      }
      response.end();
    });
    const answer = await askEncoded(url, client);
    expect(answer.encoding).toBe(encoding);
    const pieces: string[] = [];
    for await (const piece of answer.decoded()) {
      pieces.push(piece.toString());
      goOn();
    }
    expect(pieces).toEqual(['<p>first', '<p>second', '<p>third']);
  });

  test('one that breaks off is not taken for whole', async () => {
    const url = await startWith(async (_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.write(HTML);
      throw new Error('a renderer that failed');
    });
    // The connection may break before or after the first bytes have been sent.
    const text = askEncoded(url, client).then((answer) => answer.sent());
    await expect(text).rejects.toThrow();
  });

  test('a client who does not read holds the writer back, and leaves nothing when he goes', async () => {
    let compressor: unknown;
    let writes = 0;
    let isClosed = false;
    const url = await startWith(async (_request, response) => {
      let goOn = () => {};
      response.on('drain', () => goOn());
      response.on('close', () => {
        isClosed = true;
        goOn();
      });
      response.setHeader('Content-Type', 'text/html');
      response.flushHeaders();
      compressor = compressorOf(response);
      while (!isClosed) {
        const drained = new Promise<void>((resolve) => {
          goOn = resolve;
        });
        writes += 1;
        if (!response.write(noise(64 * 1024))) await drained;
      }
    });
    const { leave } = await askEncoded(url, client);
    let before = -1;
    await expect
      .poll(
        () => {
          const isStill = before === writes;
          before = writes;
          return isStill;
        },
        { interval: 500 },
      )
      .toBe(true);
    expect(compressor).toMatchObject({ destroyed: false });
    leave();
    await expect.poll(() => isClosed).toBe(true);
    expect(compressor).toMatchObject({ destroyed: true });
    expect(legato.logged()).not.toMatch(/"level":(?:"error"|50)/);
  });
});

test('a client who leaves before anything was written costs no compressor', async () => {
  let isClosed = false;
  let compressor: unknown = 'not asked yet';
  const leaving = new AbortController();
  const url = await startWith(async (_request, response) => {
    leaving.abort();
    await new Promise((resolve) => response.once('close', resolve));
    response.setHeader('Content-Type', 'text/html');
    response.write(HTML);
    compressor = compressorOf(response);
    response.end(HTML);
    isClosed = true;
  });
  const { signal } = leaving;
  await expect(fetch(url, { headers: BROWSER, signal })).rejects.toThrow('aborted');
  await expect.poll(() => isClosed).toBe(true);
  expect(compressor).toBeUndefined();
  expect(legato.logged()).not.toMatch(/"level":(?:"error"|50)/);
});

/** The stream that compresses a response, if there is one: `on('drain')` gives what it listens to. */
function compressorOf(response: ServerResponse): Duplex | undefined {
  const listening: unknown = response.on('drain', () => {});
  return listening instanceof Duplex ? listening : undefined;
}

/** Text that hardly shrinks, so that a socket fills. */
function noise(bytes: number): string {
  let text = '';
  while (text.length < bytes) text += Math.random().toString(36).slice(2);
  return text;
}
