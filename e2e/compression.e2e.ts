import { CallPage } from '../lib/contract/search';
import type { EncodedAnswer } from '../lib/http/ask-encoded-fixture';
import * as encoded from '../lib/http/ask-encoded-fixture';
import { expect, test as withLegato } from './legato-test';

type AskEncoded = typeof encoded.askEncoded;

const test = withLegato.extend<{ askEncoded: AskEncoded }>({
  askEncoded: async ({ cookie }, use) =>
    use((url, headers, method) => encoded.askEncoded(url, { ...headers, cookie }, method)),
});

const BROWSER = { 'Accept-Encoding': 'gzip, deflate, br, zstd' };
const COMPRESSED = { 'content-encoding': 'br', vary: expect.stringContaining('Accept-Encoding') };

const headersOf = ({ response }: EncodedAnswer) => response.headers;

test('a page, its data, its scripts and its styles cross the network compressed', async ({
  servers: { legatoUrl },
  askEncoded,
}) => {
  const page = await askEncoded(`${legatoUrl}/?tag=INV-20418`, BROWSER);
  expect(headersOf(page)).toMatchObject(COMPRESSED);
  const html = await page.text();
  expect(html).toMatch(/<\/html>\s*$/);

  const data = await askEncoded(`${legatoUrl}/status?_rsc`, { ...BROWSER, RSC: '1' });
  expect(headersOf(data)).toMatchObject({ ...COMPRESSED, 'content-type': 'text/x-component' });
  expect(await data.text()).toContain('Status · Legato');

  const files = new Set(html.match(/\/_next\/static\/[^"\\]+\.(?:js|css)/g));
  expect(files.size).toBeGreaterThan(5);
  for (const file of files) {
    const packed = await askEncoded(legatoUrl + file, BROWSER);
    const plain = await askEncoded(legatoUrl + file);
    const text = await plain.text();
    expect(headersOf(packed)).toMatchObject({
      ...COMPRESSED,
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(headersOf(plain)).not.toHaveProperty('content-encoding');
    expect(await packed.text()).toBe(text);
  }
});

test('a picture that a browser has is not sent again, whatever encoding it takes', async ({
  servers: { legatoUrl },
  askEncoded,
}) => {
  const url = `${legatoUrl}/icon.svg`;
  const { etag = '' } = headersOf(await askEncoded(url, BROWSER));
  for (const encoding of ['br', 'gzip', 'identity']) {
    const headers = { 'Accept-Encoding': encoding, 'If-None-Match': etag };
    const again = await askEncoded(url, headers);
    expect(again.response.statusCode).toBe(304);
    expect(headersOf(again)).toMatchObject({ etag, vary: 'Accept-Encoding' });
    expect(await again.sent()).toHaveLength(0);
  }
  const part = await askEncoded(url, { ...BROWSER, Range: 'bytes=0-99' });
  expect([part.response.statusCode, part.encoding]).toEqual([206, undefined]);
  expect(await part.sent()).toHaveLength(100);
});

test('5,000 calls cross the network as less than 400 KB', async ({
  servers: { legatoUrl },
  askEncoded,
}) => {
  const url = `${legatoUrl}/api/calls?tag=BULK-5000`;
  for (const encoding of ['gzip', 'br']) {
    const headers = { 'Accept-Encoding': encoding };
    const packed = await askEncoded(url, headers);
    expect(packed.encoding).toBe(encoding);
    expect((await packed.sent()).length).toBeLessThan(400_000);
    const text = await (await askEncoded(url, headers)).text();
    expect(CallPage.parse(JSON.parse(text)).calls).toHaveLength(5000);
  }
});

test('sound and ZIP are never compressed and keep their lengths', async ({
  servers: { legatoUrl },
  askEncoded,
}) => {
  const found = await (await askEncoded(`${legatoUrl}/api/calls?tag=ONE-LEG`)).text();
  const call = `${legatoUrl}/api/calls/${CallPage.parse(JSON.parse(found)).calls[0]?.uniqueId}`;
  for (const path of ['/legs/1/audio', '/legs/1/audio?original', '/legs/1/audio?download']) {
    for (const [method, range] of [
      ['GET', {}],
      ['HEAD', {}],
      ['GET', { Range: 'bytes=0-999' }],
    ] as const) {
      const answer = await askEncoded(call + path, { ...BROWSER, ...range }, method);
      const bytes = (await answer.sent()).length;
      expect(headersOf(answer)).not.toHaveProperty('content-encoding');
      expect(headersOf(answer).etag).toMatch(/^"/);
      const length = Number(headersOf(answer)['content-length']);
      if (method === 'GET') expect(bytes).toBe(length);
      else expect(length).toBeGreaterThan(1000);
    }
  }
  const zip = await askEncoded(`${call}/download`, BROWSER);
  expect(headersOf(zip)).not.toHaveProperty('content-encoding');
  expect((await zip.sent()).subarray(0, 2).toString()).toBe('PK');
});

test('clients who leave in the middle of a page or an answer do no harm', async ({
  servers: { legatoUrl },
  askEncoded,
}) => {
  for (const path of ['/', '/?tag=BULK-5000', '/api/calls?tag=BULK-5000']) {
    const asked = Array.from({ length: 20 }, () => askEncoded(legatoUrl + path, BROWSER));
    for (const { leave } of await Promise.all(asked)) leave();
  }
  const after = await askEncoded(`${legatoUrl}/api/health`);
  expect(JSON.parse(await after.text())).toMatchObject({ status: 'ok' });
});
