import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chunkOf, formatChunk, riffOf, soundOf, waveOf } from '@/lib/audio/formats/wave-fixture';
import { scriptedSource, wholeSource } from './scripted-source';
import { createSpoolFixture, type SpoolFixture } from './spool-fixture';

const SOUND = soundOf(200_000);
const PCM = formatChunk({ tag: 1, blockAlign: 2, bitsPerSample: 16 });
const MU_LAW = formatChunk({ tag: 7, blockAlign: 1, bitsPerSample: 8 });
const STEREO = formatChunk({ tag: 1, channels: 2, blockAlign: 4, bitsPerSample: 16 });
const fixtureFile = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)));
let fixture: SpoolFixture;

beforeEach(async () => {
  fixture = await createSpoolFixture();
});
afterEach(() => fixture.close());

async function served(bytes: Uint8Array, contentLength: number | null = bytes.length) {
  const url = await fixture.serve(wholeSource('leg', bytes, contentLength));
  const response = await fetch(url);
  const body = Buffer.from(await response.arrayBuffer());
  expect(response.headers.get('content-length')).toBe(String(body.length));
  return { body, contentType: response.headers.get('content-type') };
}

/** The sizes that a WAV file states, checked against what is there. */
function expectTrueSizes(file: Buffer): void {
  expect(file.readUInt32LE(4)).toBe(file.length - 8);
  const data = file.indexOf('data');
  const stated = file.readUInt32LE(data + 4);
  expect(data + 8 + stated + (stated % 2)).toBe(file.length);
}

describe.each([
  ['stated', (bytes: Uint8Array) => bytes.length],
  ['not stated', () => null],
])('where the length is %s beforehand', (_name, lengthOf) => {
  test.each([
    ['zero', 0],
    ['all ones', 0xffff_ffff],
    ['more than arrives by far', 0x7fff_ff00],
  ])('a header size of %s is put right', async (_case, stated) => {
    const file = riffOf([PCM, chunkOf('data', SOUND, stated)], 'WAVE', stated);
    const { body } = await served(file, lengthOf(file));
    expect(body.equals(waveOf(SOUND))).toBe(true);
  });

  test('mu-law of an odd length keeps its last sample and gets its padding', async () => {
    const sound = SOUND.subarray(0, 70_001);
    const file = riffOf([MU_LAW, chunkOf('data', sound)]);
    const { body } = await served(file, lengthOf(file));
    expectTrueSizes(body);
    expect(body.readUInt16LE(20)).toBe(7);
    expect(body.subarray(58, 58 + sound.length).equals(sound)).toBe(true);
    expect(body.readUInt32LE(46)).toBe(70_001);
  });

  test('a frame that is cut in the middle is left out', async () => {
    const file = riffOf([STEREO, chunkOf('data', SOUND.subarray(0, 70_003), 0xffff_ffff)]);
    const { body } = await served(file.subarray(0, file.length - 1), lengthOf(file.subarray(1)));
    expectTrueSizes(body);
    expect(body.readUInt16LE(22)).toBe(2);
    expect(body.subarray(44).equals(SOUND.subarray(0, 70_000))).toBe(true);
  });

  test('chunks around the sound are left out', async () => {
    const list = chunkOf('LIST', Buffer.from('INFOISFT_____'));
    const file = riffOf([list, PCM, list, chunkOf('data', SOUND), list]);
    const { body } = await served(file, lengthOf(file));
    expect(body.equals(waveOf(SOUND))).toBe(true);
  });

  test('GSM is decoded to a WAV file that every browser plays', async () => {
    const file = fixtureFile('speech-gsm.wav');
    const { body, contentType } = await served(file, lengthOf(file));
    expect(contentType).toBe('audio/wav');
    expect(body.equals(fixtureFile('speech-gsm-decoded.wav'))).toBe(true);
  });

  test('MP3 is passed through, alone and out of a WAV file', async () => {
    const mp3 = fixtureFile('speech.mp3');
    const format = formatChunk({ tag: 0x55, blockAlign: 1, bitsPerSample: 0 });
    const wrapped = riffOf([format, chunkOf('data', mp3)]);
    for (const file of [mp3, wrapped]) {
      const { body, contentType } = await served(file, lengthOf(file));
      expect(contentType).toBe('audio/mpeg');
      expect(body.equals(mp3)).toBe(true);
      await fixture.close();
      fixture = await createSpoolFixture();
    }
  });
});

test('GSM states its decoded size while it still arrives, and serves a range of it', async () => {
  const file = fixtureFile('speech-gsm.wav');
  const decoded = fixtureFile('speech-gsm-decoded.wav');
  const source = scriptedSource('leg', file.length);
  const url = await fixture.serve(source);
  source.send(file.subarray(0, 1_000));

  const range = 'bytes=100-4099';
  const response = await fetch(url, { headers: { range } });
  expect(response.headers.get('content-range')).toBe(`bytes 100-4099/${decoded.length}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.equals(decoded.subarray(100, 4_100))).toBe(true);
  expect(source.runningCount).toBe(1);
  source.breakOff();
});
