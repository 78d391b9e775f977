import { BLOCK_SAMPLES, loadClips } from '@/lib/simulator/clips';

type Voice = 'agent-a' | 'agent-b' | 'caller-a' | 'caller-b';

const PAUSE_SAMPLES = 8 * BLOCK_SAMPLES;

/** For tests: so many seconds of speech in one voice, from its start to wherever that ends. */
export function spoken(voice: Voice, seconds: number): Int16Array {
  const samples = new Int16Array(seconds * 8_000);
  const phrases = loadClips()[voice];
  for (let place = 0, turn = 0; place < samples.length; turn++) {
    const phrase = phrases[turn % phrases.length]?.pcm ?? new Int16Array(1);
    samples.set(phrase.subarray(0, samples.length - place), place);
    place += phrase.length + PAUSE_SAMPLES;
  }
  return samples;
}

export function joinedSamples(...parts: readonly Int16Array[]): Int16Array {
  const samples = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    samples.set(part, place);
    place += part.length;
  }
  return samples;
}

export const louder = (samples: Int16Array, decibels: number): Int16Array =>
  samples.map((sample) => Math.max(-32_768, Math.min(32_767, sample * 10 ** (decibels / 20))));
