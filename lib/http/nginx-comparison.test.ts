import { type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { soundOf, waveOf } from '@/lib/audio/formats/wave-fixture';
import { wholeSource } from '@/lib/audio/spool/scripted-source';
import { createSpoolFixture, type SpoolFixture } from '@/lib/audio/spool/spool-fixture';
import { nginxPath, startNginx } from './nginx-fixture';
import { RANGE_FILE_BYTES, RANGE_VECTORS } from './range-vectors';

const WAVE = waveOf(soundOf(RANGE_FILE_BYTES - 44));

if (!nginxPath) {
  process.stderr.write(
    '\nSKIPPED: nginx is not installed, so ranges are not compared with it.\n\n',
  );
}

describe.skipIf(!nginxPath)('answers as nginx does on the same file', () => {
  let fixture: SpoolFixture;
  let legato = '';
  let nginx: Awaited<ReturnType<typeof startNginx>>;

  beforeAll(async () => {
    nginx = await startNginx(nginxPath ?? '', WAVE);
    fixture = await createSpoolFixture();
    legato = await fixture.serve(wholeSource('leg', WAVE));
    await ask(legato, 'GET', {});
  });
  afterAll(async () => {
    await nginx.stop();
    await fixture.close();
  });

  describe.each(['GET', 'HEAD'])('%s', (method) => {
    test.each(RANGE_VECTORS)('Range: %s', async (range, answer) => {
      const ours = await ask(legato, method, { range });
      const theirs = await ask(nginx.url, method, { range });
      expect(ours).toEqual(theirs);
      expect(ours.status).toBe(typeof answer === 'number' ? answer : 206);
    });
  });

  const conditions: [string, (etag: string) => Record<string, string>][] = [
    ['If-Range with the entity tag', (etag) => ({ range: 'bytes=5-9', 'if-range': etag })],
    ['If-Range with another', () => ({ range: 'bytes=5-9', 'if-range': '"other"' })],
    ['If-Range with a weak one', (etag) => ({ range: 'bytes=5-9', 'if-range': `W/${etag}` })],
    ['If-Range with a date of the past', () => ({ range: 'bytes=5-9', 'if-range': PAST })],
    ['If-Range and a range past the end', () => ({ range: 'bytes=99999-', 'if-range': '"other"' })],
    ['If-None-Match with the entity tag', (etag) => ({ 'if-none-match': etag })],
    ['If-None-Match with a weak one', (etag) => ({ 'if-none-match': `W/${etag}` })],
    ['If-None-Match with a list', (etag) => ({ 'if-none-match': `"a", ${etag}` })],
    ['If-None-Match with a star', () => ({ 'if-none-match': '*' })],
    ['If-None-Match with another', () => ({ 'if-none-match': '"other"' })],
    ['If-None-Match before Range', (etag) => ({ 'if-none-match': etag, range: 'bytes=0-1' })],
    ['If-Match with the entity tag', (etag) => ({ 'if-match': etag, range: 'bytes=0-1' })],
    ['If-Match with another', () => ({ 'if-match': '"other"' })],
    ['If-Match with a star', () => ({ 'if-match': '*' })],
  ];
  test.each(conditions)('%s', async (_name, headersFor) => {
    const [ours, theirs] = await Promise.all(
      [legato, nginx.url].map(async (url) => ask(url, 'GET', headersFor(await etagOf(url)))),
    );
    expect(ours).toEqual(theirs);
  });
});

const PAST = 'Sat, 01 Jan 2000 00:00:00 GMT';

const etagOf = async (url: string) => {
  const response = await send(url, 'HEAD', {});
  response.resume();
  return response.headers.etag ?? '';
};

/** What both answers must have in common. The bodies of refusals may differ. */
async function ask(url: string, method: string, headers: Record<string, string>) {
  const response = await send(url, method, headers);
  const body = await buffer(response);
  const status = response.statusCode ?? 0;
  const hasContent = status === 200 || status === 206;
  return {
    status,
    contentRange: response.headers['content-range'],
    contentLength: hasContent ? response.headers['content-length'] : null,
    body: hasContent ? body.toString('base64') : null,
  };
}

/** Each on a connection of its own: nginx closes a kept one after some refusals. */
function send(url: string, method: string, headers: Record<string, string>) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { method, headers, agent: false }, resolve).on('error', reject).end();
  });
}
