import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Problem } from '@/lib/contract/problem';
import { CallPage } from '@/lib/contract/search';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';
import { askEncoded } from './ask-encoded-fixture';

const BROWSER = { 'Accept-Encoding': 'gzip, deflate, br, zstd' };

let legato: LegatoUnderTest;
beforeAll(async () => {
  legato = await startLegatoUnderTest();
});
afterAll(() => legato.close());

describe('JSON', () => {
  test.each(['gzip', 'br'])('of 5,000 calls is a fraction of itself as %s', async (encoding) => {
    const url = legato.url + paths.api.calls({ tag: 'BULK-5000' });
    const [plain, packed, again] = [
      await askEncoded(url),
      await askEncoded(url, { 'Accept-Encoding': encoding }),
      await askEncoded(url, { 'Accept-Encoding': encoding }),
    ];
    const callsOf = (text: string) => CallPage.parse(JSON.parse(text)).calls;

    expect([plain.encoding, packed.encoding]).toEqual([undefined, encoding]);
    const text = await plain.text();
    expect(text.length).toBeGreaterThan(5_000_000);
    expect(callsOf(text)).toHaveLength(5000);
    expect(isDeepStrictEqual(callsOf(await packed.text()), callsOf(text))).toBe(true);
    expect((await again.sent()).length).toBeLessThan(400_000);
  });

  test('is answered past Next, which need not be there', async () => {
    const refuse = async () => {
      throw new Error('Next was asked.');
    };
    const alone = await startLegatoUnderTest({ next: refuse });
    const { response } = await askEncoded(alone.url + paths.api.calls({ tag: 'INV-20418' }));
    expect(response.statusCode).toBe(200);
    await alone.close();
  });

  test('that is short goes as it is, with its length', async () => {
    for (const path of [paths.api.health(), paths.api.call('1000000000.1')]) {
      const { response, encoding, text } = await askEncoded(legato.url + path, BROWSER);
      expect(encoding).toBeUndefined();
      expect(response.headers['content-length']).toBe(String((await text()).length));
      expect(response.headers.vary).toBe('Accept-Encoding');
    }
  });
});

describe('bytes', () => {
  const addressesOf = async () => {
    const { uniqueId } = await legato.callOf('WAV-GSM');
    const audio = legato.audioUrl(uniqueId, 1);
    return { audio, original: `${audio}?original`, zip: legato.downloadUrl(uniqueId) };
  };

  test.each(['audio', 'original', 'zip'] as const)(
    'of %s are the same for every client, whole, in part and without a body',
    async (which) => {
      const url = (await addressesOf())[which];
      const plain = await (await askEncoded(url)).sent();
      for (const method of ['GET', 'HEAD']) {
        for (const range of [{}, { Range: 'bytes=100-1999' }]) {
          const answer = await askEncoded(url, { ...BROWSER, ...range }, method);
          const { headers, statusCode } = answer.response;
          const isPart = 'Range' in range && which !== 'zip';
          const expected = isPart ? plain.subarray(100, 2000) : plain;
          expect(headers).not.toHaveProperty('content-encoding');
          expect(statusCode).toBe(isPart ? 206 : 200);
          const bytes = await answer.sent();
          if (method === 'GET') expect(bytes.length).toBe(expected.length);
          if (which === 'zip') continue;
          if (method === 'GET') expect(bytes.equals(expected)).toBe(true);
          expect(headers['content-length']).toBe(String(expected.length));
          expect(headers.etag).toMatch(/^"/);
        }
      }
    },
  );

  test('that cannot be had are a problem, as it is', async () => {
    const answer = await askEncoded(legato.audioUrl('1000000000.1', 1), BROWSER);
    expect(answer.encoding).toBeUndefined();
    expect(Problem.parse(JSON.parse(await answer.text())).code).toBe('not-found');
  });
});
