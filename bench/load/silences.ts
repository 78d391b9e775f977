/** Dither and rounding of a silent output; the quiet of a room is louder. */
const SILENT = 1;

/** In samples. */
export interface Silence {
  start: number;
  length: number;
}

/**
 * The stretches of at least `leastSamples` in which an output was silent between its first sound and its last,
 * in order. Where nothing is played at all the samples are zero.
 */
export function silences(samples: Int16Array, leastSamples: number): Silence[] {
  const found: Silence[] = [];
  let start: number | null = null;
  let hasSounded = false;
  for (const [index, sample] of samples.entries()) {
    if (Math.abs(sample) > SILENT) {
      const length = start === null ? 0 : index - start;
      if (start !== null && hasSounded && length >= leastSamples) found.push({ start, length });
      start = null;
      hasSounded = true;
    } else start ??= index;
  }
  return found;
}
