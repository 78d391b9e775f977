import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { soundOf, waveOf } from '@/lib/audio/formats/wave-fixture';
import { scriptedSource, wholeSource } from '@/lib/audio/spool/scripted-source';
import { createSpoolFixture, type SpoolFixture } from '@/lib/audio/spool/spool-fixture';

const WAVE = waveOf(soundOf(300_000));
let fixture: SpoolFixture;

beforeEach(async () => {
  fixture = await createSpoolFixture();
});
afterEach(() => fixture.close());

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

test('answers 200 with the whole leg, byte for byte', async () => {
  const url = await fixture.serve(wholeSource('leg', WAVE));
  const response = await fetch(url);

  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('audio/wav');
  expect(response.headers.get('content-length')).toBe(String(WAVE.length));
  expect(response.headers.get('accept-ranges')).toBe('bytes');
  expect(response.headers.get('cache-control')).toBe('private, no-transform');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('etag')).toMatch(/^"[\w-]+"$/);
  expect((await bytesOf(response)).equals(WAVE)).toBe(true);
});

test('answers 206 with the range that was asked for', async () => {
  const url = await fixture.serve(wholeSource('leg', WAVE));
  const response = await fetch(url, { headers: { range: 'bytes=100001-165536' } });

  expect(response.status).toBe(206);
  expect(response.headers.get('content-range')).toBe(`bytes 100001-165536/${WAVE.length}`);
  expect(response.headers.get('content-length')).toBe('65536');
  expect((await bytesOf(response)).equals(WAVE.subarray(100_001, 165_537))).toBe(true);
});

test('answers 416 with the size when no byte lies in the range', async () => {
  const url = await fixture.serve(wholeSource('leg', WAVE));
  const response = await fetch(url, { headers: { range: `bytes=${WAVE.length}-` } });

  expect(response.status).toBe(416);
  expect(response.headers.get('content-range')).toBe(`bytes */${WAVE.length}`);
  expect(await response.text()).toBe('range-not-satisfiable');
});

test('answers HEAD with the headers of GET', async () => {
  const url = await fixture.serve(wholeSource('leg', WAVE));
  const get = await fetch(url);
  const head = await fetch(url, { method: 'HEAD' });

  await get.arrayBuffer();
  for (const name of ['content-length', 'content-type', 'etag', 'accept-ranges']) {
    expect(head.headers.get(name)).toBe(get.headers.get(name));
  }
  expect((await bytesOf(head)).length).toBe(0);
});

test('answers 304 when the client names the entity tag, and ranges by it', async () => {
  // Between two requests nobody listens: on a slow machine for longer than the usual 20 ms.
  await fixture.close();
  fixture = await createSpoolFixture({ lingerMs: 60_000 });
  const url = await fixture.serve(wholeSource('leg', WAVE));
  const etag = (await fetch(url, { method: 'HEAD' })).headers.get('etag') ?? '';
  const range = 'bytes=0-9';

  const notModified = await fetch(url, { headers: { 'if-none-match': `W/${etag}, "x"` } });
  expect(notModified.status).toBe(304);
  expect(notModified.headers.get('etag')).toBe(etag);
  expect((await fetch(url, { headers: { range, 'if-range': etag } })).status).toBe(206);
  expect((await fetch(url, { headers: { range, 'if-range': '"other"' } })).status).toBe(200);
  expect((await fetch(url, { headers: { range, 'if-range': `W/${etag}` } })).status).toBe(200);
  const date = new Date().toUTCString();
  expect((await fetch(url, { headers: { range, 'if-range': date } })).status).toBe(200);
  expect((await fetch(url, { headers: { 'if-match': '"other"' } })).status).toBe(412);
});

test('names a download after its leg', async () => {
  const url = await fixture.serve(wholeSource('leg', WAVE), { isDownload: true });
  const response = await fetch(url, { method: 'HEAD' });

  expect(response.headers.get('content-disposition')).toBe(
    'attachment; filename="legato_1392271611.238_leg-2.wav"',
  );
});

test('serves what has arrived at once, and makes a range ahead wait for it', async () => {
  // Between the two requests nobody listens: on a slow machine for longer than the usual 20 ms.
  await fixture.close();
  fixture = await createSpoolFixture({ lingerMs: 60_000 });
  const source = scriptedSource('leg', WAVE.length);
  const url = await fixture.serve(source);
  source.send(WAVE.subarray(0, 100_000));

  const first = await fetch(url, { headers: { range: 'bytes=0-99999' } });
  expect(first.headers.get('legato-recording')).toBe('arriving');
  expect((await bytesOf(first)).equals(WAVE.subarray(0, 100_000))).toBe(true);

  const ahead = await fetch(url, { headers: { range: 'bytes=250000-250009' } });
  expect(ahead.status).toBe(206);
  source.send(WAVE.subarray(100_000));
  source.end();
  expect((await bytesOf(ahead)).equals(WAVE.subarray(250_000, 250_010))).toBe(true);
  expect(source.fetchCount).toBe(1);
});

test('waits for the end where the PBX stated no length, so that Content-Length is right', async () => {
  const url = await fixture.serve(wholeSource('leg', WAVE, null));
  const response = await fetch(url, { headers: { range: 'bytes=0-43' } });

  expect(response.headers.get('content-range')).toBe(`bytes 0-43/${WAVE.length}`);
  expect((await bytesOf(response)).equals(WAVE.subarray(0, 44))).toBe(true);
});

test('breaks the connection when the PBX breaks off, then serves what arrived', async () => {
  const source = scriptedSource('leg', WAVE.length);
  const url = await fixture.serve(source);
  source.send(WAVE.subarray(0, 100_045));

  const running = await fetch(url);
  expect(running.status).toBe(200);
  source.breakOff();
  await expect(running.arrayBuffer()).rejects.toThrow();

  const kept = await fetch(url);
  expect(kept.headers.get('legato-recording')).toBe('broken-off');
  expect(kept.headers.get('etag')).not.toBe(running.headers.get('etag'));
  const bytes = await bytesOf(kept);
  expect(bytes.equals(waveOf(WAVE.subarray(44, 100_044)))).toBe(true);
  expect(source.fetchCount).toBe(1);
});

test('fetches a leg that broke off again when the request says no-cache', async () => {
  const source = scriptedSource('leg', WAVE.length);
  const url = await fixture.serve(source);
  source.send(WAVE.subarray(0, 100_044));
  source.breakOff();
  await fetch(url)
    .then((response) => response.arrayBuffer())
    .catch(() => {});
  await vi.waitFor(async () => {
    expect((await fetch(url)).headers.get('legato-recording')).toBe('broken-off');
  });

  const again = fetch(url, { headers: { 'cache-control': 'no-cache' } });
  await vi.waitFor(() => expect(source.runningCount).toBe(1));
  source.send(WAVE);
  source.end();
  expect((await bytesOf(await again)).equals(WAVE)).toBe(true);
  expect(source.fetchCount).toBe(2);
});
