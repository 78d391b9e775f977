/**
 * Ringing tones lie between 380 and 500 Hz: 400 and 450, 413 and 438 (Australia, United Kingdom), 440
 * and 480 (North America), 425 (most of Europe), 400 (Japan). In 20 ms these three frequencies are
 * orthogonal, and each tone between them gives them at least four fifths of its power.
 */
const FREQUENCIES = [400, 450, 500] as const;
/** Sign changes a second of such a tone, with room for noise and beats. */
const LEAST_CROSSINGS = 600;
const MOST_CROSSINGS = 1_200;

/** Measures how much of a frame is ringing tone, by Goertzel's algorithm. */
export class ToneDetector {
  readonly #coefficients: readonly [number, number, number];
  readonly #leastCrossings: number;
  readonly #mostCrossings: number;

  constructor(sampleRate: number, frameSamples: number) {
    const coefficient = (frequency: number) => 2 * Math.cos((2 * Math.PI * frequency) / sampleRate);
    const [low, middle, high] = FREQUENCIES;
    this.#coefficients = [coefficient(low), coefficient(middle), coefficient(high)];
    const frameSeconds = frameSamples / sampleRate;
    this.#leastCrossings = LEAST_CROSSINGS * frameSeconds;
    this.#mostCrossings = MOST_CROSSINGS * frameSeconds;
  }

  /** Whether a frame with so many sign changes can be a tone at all. Most cannot, which saves time. */
  canBeTone(crossings: number): boolean {
    return crossings >= this.#leastCrossings && crossings <= this.#mostCrossings;
  }

  /**
   * Share of the frame's power in the tones, 0 to 1.
   *
   * @param squares Sum of the squared samples.
   */
  shareOf(
    samples: Int16Array,
    start: number,
    stride: number,
    count: number,
    squares: number,
  ): number {
    const [low, middle, high] = this.#coefficients;
    let low1 = 0;
    let low2 = 0;
    let middle1 = 0;
    let middle2 = 0;
    let high1 = 0;
    let high2 = 0;
    for (let index = start, end = start + count * stride; index < end; index += stride) {
      const sample = samples[index] ?? 0;
      const low0 = sample + low * low1 - low2;
      low2 = low1;
      low1 = low0;
      const middle0 = sample + middle * middle1 - middle2;
      middle2 = middle1;
      middle1 = middle0;
      const high0 = sample + high * high1 - high2;
      high2 = high1;
      high1 = high0;
    }
    const power =
      low1 * low1 +
      low2 * low2 -
      low * low1 * low2 +
      (middle1 * middle1 + middle2 * middle2 - middle * middle1 * middle2) +
      (high1 * high1 + high2 * high2 - high * high1 * high2);
    return squares === 0 ? 0 : Math.min(1, (2 * power) / (count * squares));
  }
}
