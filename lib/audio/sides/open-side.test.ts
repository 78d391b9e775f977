import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPackedDecoder } from '@/lib/audio/decode/packed-decoder';
import { silentFlac } from '@/lib/audio/decode/silent-flac-fixture';
import type { PackedFormat } from '@/lib/audio/formats/audio-form';
import { soundOf } from '@/lib/audio/formats/wave-fixture';
import { waveHeader } from '@/lib/audio/formats/wave-header';
import { scriptedSource, wholeSource } from '@/lib/audio/spool/scripted-source';
import { createSpoolFixture, type SpoolFixture } from '@/lib/audio/spool/spool-fixture';
import { readSound } from '@/lib/simulator/clips';
import type { Side } from './side-of-recording';

const CONTAINERS: PackedFormat['container'][] = ['mp3', 'ogg', 'flac'];
const SIDES: Side[] = ['left', 'right'];
let fixture: SpoolFixture;

beforeEach(async () => {
  fixture = await createSpoolFixture();
});
afterEach(() => fixture.close());

const stereo = (container: string) => readSound(`conversation-stereo.${container}`);
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

/** What a side must be: every second sample of what the decoder gives for the file as a whole. */
async function sidesOf(container: PackedFormat['container']) {
  const sides: Record<Side, number[]> = { left: [], right: [] };
  const decoder = await createPackedDecoder({ kind: 'packed', container });
  for (const sounds of [decoder.decode(stereo(container)), decoder.finish()]) {
    for await (const { samples } of sounds) {
      for (const [at, sample] of samples.entries()) sides[at % 2 ? 'right' : 'left'].push(sample);
    }
  }
  decoder.close();
  return (side: Side) => {
    const sound = Buffer.from(Int16Array.from(sides[side]).buffer);
    const format = { tag: 1, channels: 1, sampleRate: 8_000, bitsPerSample: 16 };
    return Buffer.concat([waveHeader(format, sound.length), sound]);
  };
}

describe.each(CONTAINERS)('%s of two channels', (container) => {
  test.each(SIDES)('gives its %s side as a WAV file', async (side) => {
    const expected = (await sidesOf(container))(side);
    const url = await fixture.serve(wholeSource('leg', stereo(container)), { side });
    const response = await fetch(url);
    const body = await bytesOf(response);

    expect(response.headers.get('content-type')).toBe('audio/wav');
    expect(response.headers.get('content-length')).toBe(String(body.length));
    expect(response.headers.get('legato-recording')).toBe('complete');
    expect(body.equals(expected)).toBe(true);
    const seconds = (body.length - 44) / 16_000;
    expect(Math.abs(seconds - 20)).toBeLessThan(0.2);
  });
});

test('the sides differ, come from one fetch, and any range of them is answered', async () => {
  const source = wholeSource('leg', stereo('flac'));
  const [left, right] = await Promise.all(
    SIDES.map(async (side) => {
      const url = await fixture.serve(source, { side });
      const whole = await fetch(url);
      const etag = whole.headers.get('etag');
      const body = await bytesOf(whole);
      const range = 'bytes=100001-200000';
      const part = await bytesOf(await fetch(url, { headers: { range } }));
      expect(part.equals(body.subarray(100_001, 200_001))).toBe(true);
      return { etag, body };
    }),
  );
  expect(left?.etag).not.toBe(right?.etag);
  expect(left?.body.equals(right?.body ?? Buffer.alloc(0))).toBe(false);
  expect(source.fetchCount).toBe(1);
});

test('no side is served before the leg has come, and what came of one that broke off is', async () => {
  const file = stereo('mp3');
  const source = scriptedSource('leg', file.length);
  const url = await fixture.serve(source, { side: 'left' });
  const asked = fetch(url);
  source.send(file.subarray(0, file.length / 2));
  source.breakOff();
  expect((await asked).headers.get('legato-recording')).toBe('broken-off');
  const seconds = ((await bytesOf(await fetch(url))).length - 44) / 16_000;
  expect(Math.abs(seconds - 10)).toBeLessThan(0.5);
  expect(source.fetchCount).toBe(1);
});

test('a side waits for no download: not for another leg, nor for one that is fetched again', async () => {
  await fixture.close();
  fixture = await createSpoolFixture({ maxDownloads: 1 });
  const file = stereo('mp3');
  const source = scriptedSource('leg', file.length);
  const url = await fixture.serve(source);
  const heard = fetch(url);
  source.send(file.subarray(0, file.length / 2));
  source.breakOff();
  expect((await heard).headers.get('legato-recording')).toBe('broken-off');

  // The one slot is taken, and what broke off waits behind it to be fetched again.
  const other = scriptedSource('other', 1_000_000);
  const waiting = fetch(await fixture.serve(other)).then(bytesOf);
  await vi.waitFor(() => expect(other.fetchCount).toBe(1));
  const side = await fetch(await fixture.serve(source, { side: 'left' }));
  expect([side.status, side.headers.get('legato-recording')]).toEqual([200, 'broken-off']);
  const again = fetch(url, { headers: { 'cache-control': 'no-cache' } });
  other.breakOff();
  await waiting;
  await vi.waitFor(() => expect(source.fetchCount).toBe(2));
  source.send(file);
  source.end();
  expect((await bytesOf(await again)).length).toBe(file.length);
});

test('a stored leg that is damaged is no fault of its audio', async () => {
  const source = wholeSource('leg', Buffer.from(stereo('mp3')));
  await bytesOf(await fetch(await fixture.serve(source)));
  await fixture.untilStored();
  for (const file of readdirSync(fixture.directory)) {
    truncateSync(join(fixture.directory, file), 40_000);
  }
  const response = await fetch(await fixture.serve(source, { side: 'left' }));
  expect([response.status, await response.text()]).toEqual([503, 'spool-unavailable']);
});

test('what was made of a leg goes when the leg goes', async () => {
  let nowMs = 0;
  await fixture.close();
  fixture = await createSpoolFixture({ ttlMs: 1_000, now: () => nowMs, lingerMs: 5 });
  const source = wholeSource('leg', Buffer.from(stereo('ogg')));
  const whole = await fixture.serve(source);
  await bytesOf(await fetch(whole));
  nowMs = 900;
  await bytesOf(await fetch(await fixture.serve(source, { side: 'left' })));
  const stored = () => readdirSync(fixture.directory).length;
  expect(stored()).toBe(2);
  nowMs = 1_100;
  await bytesOf(await fetch(whole));
  expect(source.fetchCount).toBe(2);
  await vi.waitFor(() => expect(stored(), 'the leg alone').toBe(1));
});

test('a listener who leaves while the leg arrives leaves nothing behind', async () => {
  const file = stereo('mp3');
  const source = scriptedSource('leg', file.length);
  const url = await fixture.serve(source, { side: 'left' });
  const leaving = new AbortController();
  const asked = fetch(url, { signal: leaving.signal });
  source.send(file.subarray(0, 10_000));
  await vi.waitFor(() => expect(fixture.openDescriptors()).toBeGreaterThan(0));
  leaving.abort();
  await expect(asked).rejects.toThrow();
  await vi.waitFor(() => expect(fixture.openDescriptors()).toBe(0));
});

test('a listener who leaves while it is unpacked leaves nothing behind', async () => {
  const long = Buffer.concat(Array.from({ length: 60 }, () => stereo('mp3')));
  const source = wholeSource('leg', long);
  await bytesOf(await fetch(await fixture.serve(source)));
  const leaving = new AbortController();
  const url = await fixture.serve(source, { side: 'left' });
  const asked = fetch(url, { signal: leaving.signal });
  await vi.waitFor(() => expect(readdirSync(fixture.directory)).toHaveLength(2));
  leaving.abort();
  await expect(asked).rejects.toThrow();
  await vi.waitFor(() => expect(readdirSync(fixture.directory)).toHaveLength(1));
  await vi.waitFor(() => expect(fixture.openDescriptors()).toBe(0));
});

test.each([
  ['an MP3 of one channel', Buffer.from(readSound('conversation.mp3')), 400, 'invalid-request'],
  [
    'an MP3 that no decoder takes',
    Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), soundOf(1_000)]),
    502,
    'recording-unreadable',
  ],
])('%s has no side', async (_name, file, status, code) => {
  const url = await fixture.serve(wholeSource('leg', file), { side: 'left' });
  const response = await fetch(url);
  expect([response.status, await response.text()]).toEqual([status, code]);
});

test('a small file that holds hours of silence is refused before anything is driven out', async () => {
  await fixture.close();
  fixture = await createSpoolFixture({ maxBytes: 4_000_000 });
  const heard = wholeSource('heard', Buffer.from(stereo('mp3')));
  await bytesOf(await fetch(await fixture.serve(heard)));
  const file = silentFlac(100);
  expect(file.length).toBeLessThan(2_000);
  const url = await fixture.serve(wholeSource('leg', file), { side: 'left' });
  const response = await fetch(url);
  expect([response.status, await response.text()]).toEqual([502, 'recording-unreadable']);
  await bytesOf(await fetch(await fixture.serve(heard)));
  expect(heard.fetchCount).toBe(1);
});
