/** Made signals for tests, as samples of full scale 1 at 8 kHz. */
export const RATE = 8_000;

/** A signal as a function of time in seconds. */
export type Signal = (seconds: number) => number;

/** 16-bit samples of signals one after the other, each for so many seconds. */
export function samplesOf(...parts: readonly (readonly [seconds: number, signal: Signal])[]) {
  const total = parts.reduce((sum, [seconds]) => sum + Math.round(seconds * RATE), 0);
  const samples = new Int16Array(total);
  let place = 0;
  for (const [seconds, signal] of parts) {
    for (let index = 0; index < Math.round(seconds * RATE); index++) {
      const value = Math.round(signal(index / RATE) * 32_767);
      samples[place] = Math.max(-32_768, Math.min(32_767, value));
      place += 1;
    }
  }
  return samples;
}

export const silence: Signal = () => 0;

/** Sines of equal strength, `decibels` below full scale together. */
export function tone(frequencies: readonly number[], decibels = -14): Signal {
  const amplitude = 10 ** (decibels / 20) / Math.sqrt(frequencies.length / 2);
  return (seconds) =>
    amplitude *
    frequencies.reduce((sum, hertz) => sum + Math.sin(2 * Math.PI * hertz * seconds), 0);
}

/** White noise, the same each time, its root mean square `decibels` below full scale. */
export function noise(decibels: number, seed = 1): Signal {
  let state = seed;
  const amplitude = 10 ** (decibels / 20) * Math.sqrt(3);
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return amplitude * ((2 * state) / 2 ** 32 - 1);
  };
}

export const sumOf =
  (...signals: readonly Signal[]): Signal =>
  (seconds) =>
    signals.reduce((sum, signal) => sum + signal(seconds), 0);

/** One signal left, another right. The shorter one is followed by silence. */
export function stereoOf(left: Int16Array, right: Int16Array): Int16Array {
  const both = new Int16Array(2 * Math.max(left.length, right.length));
  for (let index = 0; index < both.length / 2; index++) {
    both[2 * index] = left[index] ?? 0;
    both[2 * index + 1] = right[index] ?? 0;
  }
  return both;
}
