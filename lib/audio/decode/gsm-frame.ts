/** Samples of one frame, which lasts 20 ms. */
export const FRAME_SAMPLES = 160;

const SUBFRAMES = 4;
const SUBFRAME_SAMPLES = 40;
const PULSES = 13;
/** How far back the long-term filter reaches. */
const MOST_LAG = 120;
const LEAST_LAG = 40;
const REFLECTIONS = 8;

/** Bits of each coded log-area ratio. */
const RATIO_BITS = [6, 6, 5, 5, 4, 4, 3, 3];
/** Tables 4.1, 4.3 and 4.6 of the standard. */
const RATIO_INVERSE = Int32Array.of(13_107, 13_107, 13_107, 13_107, 19_223, 17_476, 31_454, 29_708);
const RATIO_OFFSET = Int32Array.of(0, 0, 2_048, -2_560, 94, -1_792, -341, -1_144);
const RATIO_LEAST = Int32Array.of(-32, -32, -16, -16, -8, -8, -4, -4);
const GAINS = Int32Array.of(3_277, 11_469, 21_299, 32_767);
const MANTISSAS = Int32Array.of(18_431, 20_479, 22_527, 24_575, 26_623, 28_671, 30_719, 32_767);
const DE_EMPHASIS = 28_180;

/**
 * Decodes frames of GSM full rate in order (ETSI EN 300 961, section 5.3), in the 16-bit arithmetic of the
 * standard: every decoder that keeps to it gives these very samples.
 */
export class GsmFrames {
  /** The long-term filter's past, and behind it the subframe that is being made. */
  readonly #residual = new Int32Array(MOST_LAG + SUBFRAME_SAMPLES);
  readonly #excitation = new Int32Array(FRAME_SAMPLES);
  readonly #lattice = new Int32Array(REFLECTIONS + 1);
  readonly #reflections = new Int32Array(REFLECTIONS);
  #ratios = new Int32Array(REFLECTIONS);
  #ratiosBefore = new Int32Array(REFLECTIONS);
  #lag = LEAST_LAG;
  #emphasis = 0;

  /** The next frame's 260 bits, whose fields lie as the standard lists them. */
  decode(bits: BitReader, samples: Int16Array): void {
    [this.#ratios, this.#ratiosBefore] = [this.#ratiosBefore, this.#ratios];
    for (const [index, width] of RATIO_BITS.entries()) {
      this.#ratios[index] = decodeRatio(index, bits.read(width));
    }
    for (let subframe = 0; subframe < SUBFRAMES; subframe += 1) this.#excite(bits, subframe);
    this.#filter(samples);
  }

  /** 5.3.1 and 5.3.2: pulses on their grid, added to what the long-term filter foretells. */
  #excite(bits: BitReader, subframe: number): void {
    const codedLag = bits.read(7);
    const gain = at(GAINS, bits.read(2));
    const grid = bits.read(2);
    const { mantissa, shift } = readScale(bits.read(6));
    if (codedLag >= LEAST_LAG && codedLag <= MOST_LAG) this.#lag = codedLag;
    const residual = this.#residual;
    residual.copyWithin(0, SUBFRAME_SAMPLES);
    residual.fill(0, MOST_LAG);
    const half = shift > 0 ? 1 << (shift - 1) : 0;
    for (let pulse = 0; pulse < PULSES; pulse += 1) {
      const coded = (2 * bits.read(3) - 7) << 12;
      residual[MOST_LAG + grid + 3 * pulse] = add(multiply(mantissa, coded), half) >> shift;
    }
    for (let index = MOST_LAG; index < residual.length; index += 1) {
      const foretold = multiply(gain, at(residual, index - this.#lag));
      residual[index] = add(at(residual, index), foretold);
    }
    this.#excitation.set(residual.subarray(MOST_LAG), subframe * SUBFRAME_SAMPLES);
  }

  /** 5.3.3 and 5.3.4: the short-term filter, whose coefficients slide from the last frame's to these. */
  #filter(samples: Int16Array): void {
    const [before, now] = [this.#ratiosBefore, this.#ratios];
    const slide = (from: number, to: number, ratio: (index: number) => number) => {
      for (let index = 0; index < REFLECTIONS; index += 1) {
        this.#reflections[index] = reflectionOf(ratio(index));
      }
      this.#filterPart(samples, from, to);
    };
    slide(0, 13, (i) => add(add(at(before, i) >> 2, at(now, i) >> 2), at(before, i) >> 1));
    slide(13, 27, (i) => add(at(before, i) >> 1, at(now, i) >> 1));
    slide(27, 40, (i) => add(add(at(before, i) >> 2, at(now, i) >> 2), at(now, i) >> 1));
    slide(40, FRAME_SAMPLES, (i) => at(now, i));
  }

  #filterPart(samples: Int16Array, from: number, to: number): void {
    const lattice = this.#lattice;
    const reflections = this.#reflections;
    const excitation = this.#excitation;
    let emphasis = this.#emphasis;
    for (let index = from; index < to; index += 1) {
      let sample = at(excitation, index);
      for (let stage = REFLECTIONS - 1; stage >= 0; stage -= 1) {
        const reflection = at(reflections, stage);
        const state = at(lattice, stage);
        sample = clip(sample - multiply(reflection, state));
        lattice[stage + 1] = add(state, multiply(reflection, sample));
      }
      lattice[0] = sample;
      emphasis = add(sample, multiply(emphasis, DE_EMPHASIS));
      // The lowest three bits are not part of the sound.
      samples[index] = add(emphasis, emphasis) & ~7;
    }
    this.#emphasis = emphasis;
  }
}

/** Reads fields whose lowest bit comes first, as the GSM of WAV files is packed. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #place = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Up to eight bits; zeros past the end. */
  read(width: number): number {
    const index = this.#place >> 3;
    const pair = (this.#bytes[index] ?? 0) | ((this.#bytes[index + 1] ?? 0) << 8);
    const value = (pair >> (this.#place & 7)) & ((1 << width) - 1);
    this.#place += width;
    return value;
  }
}

/** 5.2.15: how large the pulses of a subframe are. */
function readScale(coded: number): { mantissa: number; shift: number } {
  let exponent = coded > 15 ? (coded >> 3) - 1 : 0;
  let mantissa = coded - (exponent << 3);
  if (mantissa === 0) return { mantissa: at(MANTISSAS, 7), shift: 10 };
  while (mantissa <= 7) {
    mantissa = (mantissa << 1) | 1;
    exponent -= 1;
  }
  return { mantissa: at(MANTISSAS, mantissa - 8), shift: 6 - exponent };
}

function decodeRatio(index: number, coded: number): number {
  const scaled = clip(((coded + at(RATIO_LEAST, index)) << 10) - 2 * at(RATIO_OFFSET, index));
  const ratio = multiply(at(RATIO_INVERSE, index), scaled);
  return add(ratio, ratio);
}

/** 5.2.9.2: a log-area ratio as a reflection coefficient. */
function reflectionOf(ratio: number): number {
  const size = Math.min(Math.abs(ratio), 32_767);
  const reflection =
    size < 11_059 ? size << 1 : size < 20_070 ? size + 11_059 : add(size >> 2, 26_112);
  return ratio < 0 ? -reflection : reflection;
}

const at = (values: Int32Array, index: number): number => values[index] ?? 0;
const clip = (value: number): number => Math.max(-32_768, Math.min(32_767, value));
const add = (one: number, other: number): number => clip(one + other);
/** The product of two fractions of 15 bits, rounded. */
const multiply = (one: number, other: number): number =>
  clip((Math.imul(one, other) + 16_384) >> 15);
