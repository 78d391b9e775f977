import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  chunkOf,
  formatChunk,
  longRiffOf,
  riffOf,
  rifxOf,
  soundOf,
  waveOf,
} from '@/lib/audio/formats/wave-fixture';
import { readSound } from '@/lib/simulator/clips';
import { scriptedSource, wholeSource } from './scripted-source';
import { createSpoolFixture, type SpoolFixture } from './spool-fixture';

const SAMPLES = Int16Array.from(
  { length: 60_000 },
  (_, index) => ((index * 7_919) % 65_536) - 32_768,
);
const PLAIN = waveOf(new Uint8Array(SAMPLES.buffer));
const mp3 = readFileSync(fileURLToPath(new URL('../fixtures/speech.mp3', import.meta.url)));
const ID3 = Buffer.concat([Buffer.from('ID3\x04\0\0\0\x08\x0d\x20', 'latin1'), soundOf(132_768)]);
let fixture: SpoolFixture;

beforeEach(async () => {
  fixture = await createSpoolFixture();
});
afterEach(() => fixture.close());

const floats = Float32Array.from(SAMPLES, (sample) => sample / 32_768);
const doubles = Float64Array.from(floats);
const longs = Int32Array.from(SAMPLES, (sample) => sample * 65_536 + 777);
const bytesOf = ({ buffer }: { buffer: ArrayBufferLike }) => new Uint8Array(buffer);

const format = (tag: number, bitsPerSample: number) =>
  formatChunk({ tag, bitsPerSample, blockAlign: bitsPerSample / 8 });
const wave = (tag: number, bits: number, sound: Uint8Array) =>
  riffOf([format(tag, bits), chunkOf('data', sound)]);

const pcm = format(1, 16);
const data = PLAIN.subarray(36);
const longData = chunkOf('data', bytesOf(SAMPLES), 0xffff_ffff);
const AS_PLAIN: [string, Buffer][] = [
  ['floats of 32 bits', wave(3, 32, bytesOf(floats))],
  ['floats of 64 bits', wave(3, 64, bytesOf(doubles))],
  ['PCM of 32 bits', wave(1, 32, bytesOf(longs))],
  ['RIFX', rifxOf(PLAIN)],
  ['RF64', longRiffOf('RF64', [pcm, longData, chunkOf('LIST', soundOf(50))], 120_000)],
  [
    'RF64 of floats',
    longRiffOf('RF64', [format(3, 32), chunkOf('data', bytesOf(floats))], 240_000),
  ],
  ['a wrong block', riffOf([formatChunk({ tag: 1, blockAlign: 9, bitsPerSample: 16 }), data])],
  ['3 MB before the sound', riffOf([chunkOf('JUNK', soundOf(3_000_001)), pcm, data])],
  ['a tag before RIFF', Buffer.concat([ID3, PLAIN])],
  ['zeros before RIFF', Buffer.concat([Buffer.alloc(5_000), PLAIN])],
];

async function served(bytes: Uint8Array, contentLength: number | null) {
  const source = wholeSource('leg', bytes, contentLength);
  const url = await fixture.serve(source);
  const response = await fetch(url);
  const body = Buffer.from(await response.arrayBuffer());
  expect(response.headers.get('content-length')).toBe(String(body.length));
  const original = await fetch(await fixture.serve(source, { isOriginal: true }));
  expect(Buffer.from(await original.arrayBuffer()).equals(bytes), 'the original').toBe(true);
  expect(source.fetchCount).toBe(1);
  return { body, contentType: response.headers.get('content-type') };
}

describe.each([
  ['stated', (bytes: Uint8Array) => bytes.length],
  ['not stated', () => null],
])('where the length is %s beforehand', (_name, lengthOf) => {
  test.each(AS_PLAIN)(
    '%s is served as plain samples, the original as it came',
    async (_case, file) => {
      const { body, contentType } = await served(file, lengthOf(file));
      expect(contentType).toBe('audio/wav');
      expect(body.equals(PLAIN)).toBe(true);
    },
  );

  test.each([
    ['MP3 behind zeros', Buffer.alloc(3_000), mp3, 'audio/mpeg'],
    ['MP3 behind a frame that is cut', mp3.subarray(60, 144), mp3, 'audio/mpeg'],
    ['MP3 behind a tag', ID3, mp3, 'audio/mpeg'],
    ['Ogg behind a tag', ID3, Buffer.from(readSound('conversation.ogg')), 'audio/ogg'],
    ['FLAC behind a tag', ID3, Buffer.from(readSound('conversation.flac')), 'audio/flac'],
  ])('%s is served from its first true byte', async (_case, before, sound, type) => {
    const file = Buffer.concat([before, sound]);
    const { body, contentType } = await served(file, lengthOf(file));
    expect(contentType).toBe(type);
    expect(body.equals(sound)).toBe(true);
  });
});

test('floats are limited to full scale, and what is no number is silence', async () => {
  const odd = Float32Array.of(1, -1, 1.5, -70, Number.NaN, Number.POSITIVE_INFINITY, 0.5, -0.25);
  const file = wave(3, 32, bytesOf(odd));
  const { body } = await served(file, file.length);
  const samples = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => body.readInt16LE(44 + 2 * index));
  expect(samples).toEqual([32_767, -32_768, 32_767, -32_768, 0, 32_767, 16_384, -8_192]);
});

test('what is measured of a leg of floats is the sound that is served', async () => {
  const [, plain, float] = await Promise.all(
    [null, PLAIN, wave(3, 32, bytesOf(floats))].map(async (file, index) => {
      if (!file) return null;
      const source = wholeSource(`leg ${index}`, file);
      return await fixture.spool.measure(source, new AbortController().signal, 10_000);
    }),
  );
  expect(float).toEqual(plain);
});

test('floats are served while they still arrive, in pieces that cut samples', async () => {
  const file = wave(3, 32, bytesOf(floats));
  const source = scriptedSource('leg', file.length);
  const url = await fixture.serve(source);
  for (let from = 0; from < 150_001; from += 1_003) source.send(file.subarray(from, from + 1_003));
  const range = 'bytes=40001-70000';
  const response = await fetch(url, { headers: { range } });
  expect(response.headers.get('content-range')).toBe(`bytes 40001-70000/${PLAIN.length}`);
  expect(Buffer.from(await response.arrayBuffer()).equals(PLAIN.subarray(40_001, 70_001))).toBe(
    true,
  );
  source.breakOff();
});

test('what stands before the sound counts for the bound of the spool', async () => {
  await fixture.close();
  fixture = await createSpoolFixture({ maxBytes: 2_000_000 });
  const file = riffOf([chunkOf('JUNK', soundOf(3_000_000)), pcm, data]);
  const response = await fetch(await fixture.serve(wholeSource('leg', file, null)));
  expect([response.status, await response.text()]).toEqual([503, 'spool-unavailable']);
});

test('a raw mu-law file that begins like a frame is kept as it is, and not played', async () => {
  const raw = Buffer.alloc(90_000, 0xff);
  raw.set([0xff, 0xfb, 0x90, 0x64]);
  const source = wholeSource('leg', raw);
  const response = await fetch(await fixture.serve(source));
  expect([response.status, await response.text()]).toEqual([502, 'recording-unreadable']);
  const original = await fetch(await fixture.serve(source, { isOriginal: true }));
  expect(Buffer.from(await original.arrayBuffer()).equals(raw)).toBe(true);
});
