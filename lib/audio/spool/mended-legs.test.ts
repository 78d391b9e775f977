import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDecodingThread } from '@/lib/audio/decode/decoding-thread';
import { startDecodingHere } from '@/lib/audio/decode/start-decoding-fixture';
import { waveHeader } from '@/lib/audio/formats/wave-header';
import type { ToneTag } from '@/lib/simulator/faults';
import { TONE_FILES, TONE_SECONDS, toneSecondsOf } from '@/lib/simulator/tone-file';
import { scriptedSource, wholeSource } from './scripted-source';
import { createSpoolFixture, type SpoolFixture } from './spool-fixture';

let fixture: SpoolFixture;
beforeEach(async () => {
  fixture = await createSpoolFixture();
});
afterEach(() => fixture.close());

const bytesOf = (tag: ToneTag) => Buffer.from(TONE_FILES[tag].bytes());
const RATE = 8_000;
const HEADER_BYTES = waveHeader(
  { tag: 1, channels: 1, sampleRate: RATE, bitsPerSample: 16 },
  0,
).length;
const WINDOW_SAMPLES = 800;

/** Where in the tone the 100 ms at these bytes of a WAV are, told from their pitch. */
function secondsHeardIn(pcm: Buffer): number {
  let best = { hertz: 0, power: 0 };
  for (let hertz = 300; hertz <= 2_700; hertz += 2) {
    let [sine, cosine] = [0, 0];
    for (let index = 0; index < WINDOW_SAMPLES; index++) {
      const angle = (2 * Math.PI * hertz * index) / RATE;
      const sample = pcm.readInt16LE(2 * index);
      sine += sample * Math.sin(angle);
      cosine += sample * Math.cos(angle);
    }
    const power = sine * sine + cosine * cosine;
    if (power > best.power) best = { hertz, power };
  }
  return toneSecondsOf(best.hertz);
}

describe.each<[ToneTag]>([['TONE-MP3-VARIABLE'], ['TONE-MP3-VARIABLE-BARE'], ['TONE-VORBIS-LATE']])(
  '%s',
  (tag) => {
    test.each([['stated'], ['not stated']])(
      'is WAV in which each second is at its place, its length %s',
      async (stated) => {
        const bytes = bytesOf(tag);
        const length = stated === 'stated' ? bytes.length : null;
        const url = await fixture.serve(wholeSource('leg', bytes, length));
        const response = await fetch(url);
        const wave = Buffer.from(await response.arrayBuffer());
        expect(response.headers.get('content-type')).toBe('audio/wav');
        expect(response.headers.get('content-length')).toBe(String(wave.length));
        const seconds = (wave.length - HEADER_BYTES) / 2 / RATE;
        expect(Math.abs(seconds - TONE_SECONDS)).toBeLessThan(0.2);
        for (const second of [3.5, 27, 55, 88, 117]) {
          const at = HEADER_BYTES + 2 * second * RATE;
          const heard = secondsHeardIn(wave.subarray(at, at + 2 * WINDOW_SAMPLES));
          expect(Math.abs(heard - second - 0.05), `${heard} at ${second}`).toBeLessThan(0.2);
        }
      },
    );

    test('is unchanged as the original', async () => {
      const bytes = bytesOf(tag);
      const url = await fixture.serve(wholeSource('leg', bytes), { isOriginal: true });
      const response = await fetch(url);
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
      const type = tag.startsWith('TONE-MP3') ? 'audio/mpeg' : 'audio/ogg';
      expect(response.headers.get('content-type')).toBe(type);
    });

    test('of which a part came gives that part', async () => {
      const bytes = bytesOf(tag);
      const source = scriptedSource('leg', bytes.length);
      source.send(bytes.subarray(0, bytes.length / 2));
      source.breakOff();
      const response = await fetch(await fixture.serve(source));
      const wave = Buffer.from(await response.arrayBuffer());
      expect(response.headers.get('legato-recording')).toBe('broken-off');
      const at = HEADER_BYTES + 2 * 40 * RATE;
      expect(Math.abs(secondsHeardIn(wave.subarray(at)) - 40.05)).toBeLessThan(0.2);
      const seconds = (wave.length - HEADER_BYTES) / 2 / RATE;
      expect(seconds).toBeGreaterThan(45);
      expect(seconds).toBeLessThan(75);
    });
  },
);

test('a leg that is larger than what stays in memory is decoded from the disk', async () => {
  const once = bytesOf('TONE-MP3-VARIABLE-BARE');
  const bytes = Buffer.concat([once, once, once]);
  expect(bytes.length).toBeGreaterThan(512 * 1024);
  const response = await fetch(await fixture.serve(wholeSource('leg', bytes)));
  const wave = Buffer.from(await response.arrayBuffer());
  const seconds = (wave.length - HEADER_BYTES) / 2 / RATE;
  expect(Math.abs(seconds - 3 * TONE_SECONDS)).toBeLessThan(0.6);
});

test('a variable bit rate for which there is no room is served as it came', async () => {
  await fixture.close();
  const bytes = bytesOf('TONE-MP3-VARIABLE-BARE');
  fixture = await createSpoolFixture({ maxBytes: 2 * bytes.length });
  const response = await fetch(await fixture.serve(wholeSource('leg', bytes)));
  expect(response.headers.get('content-type')).toBe('audio/mpeg');
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
});

test('a leg whose decoder dies is served as it came, from then on', async () => {
  await fixture.close();
  const decoding = createDecodingThread((listener) => {
    const thread = startDecodingHere(listener);
    let asked = 0;
    return {
      ...thread,
      send(message) {
        asked += message.kind === 'bytes' ? 1 : 0;
        if (asked < 2) thread.send(message);
        else listener.onDeath(new Error('out of memory'));
      },
    };
  });
  fixture = await createSpoolFixture({ decoding, lingerMs: 60_000 });
  const bytes = bytesOf('TONE-MP3-VARIABLE-BARE');
  const url = await fixture.serve(wholeSource('leg', bytes));
  await expect(fetch(url).then((response) => response.arrayBuffer())).rejects.toThrow();
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toBe('audio/mpeg');
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
});

test('FLAC without a count states the one that is there', async () => {
  const bytes = bytesOf('TONE-FLAC-UNCOUNTED');
  const response = await fetch(await fixture.serve(wholeSource('leg', bytes)));
  const body = Buffer.from(await response.arrayBuffer());
  expect(response.headers.get('content-type')).toBe('audio/flac');
  expect(body.readUInt32BE(22)).toBe(TONE_SECONDS * RATE);
  // What was made of it is measured, too, once its measure is forgotten.
  const sound = await fixture.spool.measure(
    wholeSource('leg', bytes),
    AbortSignal.timeout(60_000),
    60_000,
  );
  expect(sound.peaks.durationSeconds).toBe(TONE_SECONDS);
});

test('FLAC that is measured once more keeps its length', async () => {
  await fixture.close();
  fixture = await createSpoolFixture({ soundMemoryBytes: 0 });
  const source = wholeSource('leg', bytesOf('TONE-FLAC-UNCOUNTED'));
  const signal = AbortSignal.timeout(60_000);
  await (await fetch(await fixture.serve(source))).arrayBuffer();
  for (const _ of ['from its download', 'from the spool']) {
    const { peaks } = await fixture.spool.measure(source, signal, 60_000);
    expect(peaks.durationSeconds).toBe(TONE_SECONDS);
  }
});

test('Ogg that begins at a thousand seconds begins at zero, and is as long', async () => {
  const bytes = bytesOf('TONE-OPUS-LATE');
  const response = await fetch(await fixture.serve(wholeSource('leg', bytes)));
  const body = Buffer.from(await response.arrayBuffer());
  expect(body.length).toBe(bytes.length);
  const lastPage = body.subarray(body.lastIndexOf('OggS'));
  expect(Math.abs(Number(lastPage.readBigInt64LE(6)) / 48_000 - TONE_SECONDS)).toBeLessThan(0.1);
});
