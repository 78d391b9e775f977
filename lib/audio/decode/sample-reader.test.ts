import { expect, test } from 'vitest';
import type { SampleCoding } from '@/lib/audio/formats/audio-form';
import {
  encodeAlaw,
  encodeMulaw,
  encodePcm8,
  encodePcm16,
  encodePcm24,
} from '@/lib/simulator/encode';
import { SampleReader } from './sample-reader';

const SAMPLES = Int16Array.from(
  { length: 4_000 },
  (_, index) => ((index * 7_919) % 32_768) - 16_384,
);

test.each<[SampleCoding, (samples: Int16Array) => Uint8Array, number]>([
  ['pcm16', encodePcm16, 0],
  ['pcm24', encodePcm24, 0],
  ['pcm8', encodePcm8, 255],
  ['a-law', encodeAlaw, 1_024],
  ['mu-law', encodeMulaw, 1_024],
])('reads %s in pieces of any length as what was written', (coding, encode, mostError) => {
  const bytes = encode(SAMPLES);
  const reader = new SampleReader(coding);
  const read: number[] = [];
  for (let from = 0, size = 1; from < bytes.length; from += size, size = (size * 5 + 1) % 97) {
    read.push(...reader.read(bytes.slice(from, from + size)));
  }
  expect(read.length).toBe(SAMPLES.length);
  const worst = Math.max(...read.map((sample, index) => Math.abs(sample - (SAMPLES[index] ?? 0))));
  expect(worst).toBeLessThanOrEqual(mostError);
});

test('reads the ends of A-law and mu-law as ITU-T G.711 tabulates them', () => {
  const read = (coding: SampleCoding, codes: number[]) => [
    ...new SampleReader(coding).read(Uint8Array.from(codes)),
  ];
  expect(read('a-law', [0xaa, 0x2a, 0xd5, 0x55])).toEqual([32_256, -32_256, 8, -8]);
  expect(read('mu-law', [0x80, 0x00, 0xff, 0x7f])).toEqual([32_124, -32_124, 0, 0]);
});
