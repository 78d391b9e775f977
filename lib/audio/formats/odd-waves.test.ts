import { expect, test } from 'vitest';
import { servedBytesOf, soundBytesOf } from './audio-form';
import { ContainerReader } from './container-reader';
import { readContainer } from './read-container';
import {
  chunkOf,
  extensibleChunk,
  formatChunk,
  longRiffOf,
  riffOf,
  rifxOf,
  soundOf,
} from './wave-fixture';

const SOUND = soundOf(960);
const DATA = chunkOf('data', SOUND);
const PCM = formatChunk({ tag: 1, blockAlign: 2, bitsPerSample: 16 });

/** How a file is read: coding in the original, served coding, bytes that are served. */
function readingOf(file: Buffer) {
  const form = readContainer(file, true);
  if (form?.sound?.kind !== 'sampled') throw new Error('it holds no samples');
  const { codec, sound } = form;
  expect(file.subarray(form.soundOffset, form.soundOffset + 960).equals(SOUND)).toBe(true);
  return {
    coding: codec === null ? sound.coding : codec === 'gsm' ? 'gsm' : codec.from,
    served: sound.coding,
    bytes: servedBytesOf(form, soundBytesOf(form, file.length)),
  };
}

const fields = (
  tag: number,
  bitsPerSample: number,
  blockAlign: number,
  byteRate = 8_000 * blockAlign,
) => formatChunk({ tag, bitsPerSample, blockAlign, byteRate });

test.each([
  ['PCM of 32 bits', fields(1, 32, 4), 'pcm32', 'pcm16', 480],
  ['floats of 32 bits', fields(3, 32, 4), 'float32', 'pcm16', 480],
  ['floats of 64 bits', fields(3, 64, 8), 'float64', 'pcm16', 240],
  ['an extensible format of floats', extensibleChunk(3, 32), 'float32', 'pcm16', 480],
  ['an extensible format of 32 bits', extensibleChunk(1, 32), 'pcm32', 'pcm16', 480],
  ['an extensible format of mu-law', extensibleChunk(7, 8), 'mu-law', 'mu-law', 960],
  ['12 bits in 16', fields(1, 12, 2), 'pcm16', 'pcm16', 960],
  ['20 bits in 24', fields(1, 20, 3), 'pcm24', 'pcm24', 960],
  ['24 bits in 32', fields(1, 24, 4), 'pcm32', 'pcm16', 480],
  ['7 bits in 8', fields(1, 7, 1), 'pcm8', 'pcm8', 960],
  ['a block of 0', fields(1, 16, 0), 'pcm16', 'pcm16', 960],
  ['a block of 1', fields(1, 16, 1), 'pcm16', 'pcm16', 960],
  ['a block of 4', fields(1, 16, 4), 'pcm16', 'pcm16', 960],
  ['a block of 65,535', fields(1, 8, 65_535), 'pcm8', 'pcm8', 960],
  ['24 bits and a block of 4 alone', fields(1, 24, 4, 24_000), 'pcm24', 'pcm24', 960],
  ['a rate that is wrong', fields(1, 16, 2, 7), 'pcm16', 'pcm16', 960],
  ['floats and a block of 2', fields(3, 32, 2), 'float32', 'pcm16', 480],
  ['no bits, and a block of 2', fields(1, 0, 2), 'pcm16', 'pcm16', 960],
  ['no bits and no block, and a rate', fields(1, 0, 0, 16_000), 'pcm16', 'pcm16', 960],
  ['A-law and nothing else', fields(6, 0, 0, 0), 'a-law', 'a-law', 960],
  ['mu-law of 16 bits', fields(7, 16, 2), 'mu-law', 'mu-law', 960],
])('reads %s', (_name, format, coding, served, bytes) => {
  expect(readingOf(riffOf([format, DATA]))).toEqual({ coding, served, bytes });
});

test.each([0, 1, 64, 66, 33, 660])('reads GSM that states blocks of %i bytes', (blockAlign) => {
  const format = formatChunk({ tag: 0x31, blockAlign, bitsPerSample: 0 });
  const file = riffOf([format, chunkOf('data', soundOf(650))]);
  const form = readContainer(file, true);
  expect(form?.codec).toBe('gsm');
  expect(form && servedBytesOf(form, soundBytesOf(form, file.length))).toBe(6_400);
});

test.each(['RF64', 'BW64'])('reads %s, whose sizes are kept elsewhere', (mark) => {
  const after = chunkOf('LIST', soundOf(100));
  const file = longRiffOf(mark, [PCM, chunkOf('data', SOUND, 0xffff_ffff), after], 960);
  expect(readingOf(file)).toEqual({ coding: 'pcm16', served: 'pcm16', bytes: 960 });
});

test('reads RF64 of unknown sizes, and without the chunk that has them', () => {
  const data = chunkOf('data', SOUND, 0xffff_ffff);
  expect(readingOf(longRiffOf('RF64', [PCM, data], 0)).bytes).toBe(960);
  const bare = riffOf([PCM, data], 'WAVE', 0xffff_ffff);
  bare.write('RF64', 0, 'latin1');
  expect(readingOf(bare).bytes).toBe(960);
});

test('reads RIFX, its samples turned round', () => {
  const file = rifxOf(riffOf([PCM, DATA]));
  expect(readContainer(file, true)).toMatchObject({
    codec: { from: 'pcm16', isBigEndian: true },
    sound: { coding: 'pcm16', channels: 1, sampleRate: 8_000 },
    statedSoundBytes: 960,
  });
});

test('finds the sound behind a chunk whose padding was forgotten', () => {
  const list = chunkOf('LIST', soundOf(101)).subarray(0, -1);
  expect(readingOf(riffOf([list, PCM, list, DATA])).bytes).toBe(960);
});

test('finds the sound behind 14 MB of other chunks, format included, and holds none of them', () => {
  const big = chunkOf('JUNK', Buffer.alloc(7_000_000));
  const file = riffOf([big, PCM, big, DATA]);
  const reader = new ContainerReader();
  let form = null;
  let mostHeld = 0;
  let skipped = 0;
  for (let from = 0; !form && from < file.length; from += 65_536) {
    form = reader.push(file.subarray(from, from + 65_536));
    skipped += reader.takeSkipped().length;
    mostHeld = Math.max(mostHeld, Math.min(file.length, from + 65_536) - skipped);
  }
  expect(form?.soundOffset).toBe(file.length - 960);
  expect(form && soundBytesOf(form, file.length)).toBe(960);
  expect(mostHeld).toBeLessThan(200_000);
  expect(skipped + reader.takeRest().length).toBe(file.length);
});

test.each([1, 7, 100, 4_096])('reads the same in pieces of %i bytes', (size) => {
  const file = riffOf([chunkOf('LIST', soundOf(999)), extensibleChunk(3, 32), DATA]);
  const reader = new ContainerReader();
  const pieces: Buffer[] = [];
  let form = null;
  for (let from = 0; !form; from += size) {
    form = reader.push(file.subarray(from, from + size));
    pieces.push(reader.takeSkipped());
  }
  pieces.push(reader.takeRest());
  const taken = Buffer.concat(pieces);
  expect(form.soundOffset).toBe(file.length - 960);
  expect(taken.equals(file.subarray(0, taken.length))).toBe(true);
});
