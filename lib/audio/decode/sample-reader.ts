import { SAMPLE_BYTES, type SampleCoding } from '@/lib/audio/formats/audio-form';

/** Reads samples out of bytes that come in pieces of any length. */
export class SampleReader {
  readonly #coding: SampleCoding;
  readonly #isBigEndian: boolean;
  readonly #sampleBytes: number;
  #samples = new Int16Array(0);
  /** The beginning of a sample whose other bytes are still to come. */
  #rest: Uint8Array = new Uint8Array(0);

  /** @param isBigEndian Whether each sample has its highest byte first. */
  constructor(coding: SampleCoding, isBigEndian = false) {
    this.#coding = coding;
    this.#isBigEndian = isBigEndian;
    this.#sampleBytes = SAMPLE_BYTES[coding];
  }

  /** The samples that are whole by now, as 16 bits. They hold until the next call. */
  read(bytes: Uint8Array): Int16Array {
    const joined = this.#rest.length === 0 ? bytes : concat(this.#rest, bytes);
    const count = Math.floor(joined.length / this.#sampleBytes);
    this.#rest = joined.slice(count * this.#sampleBytes);
    const whole = this.#isBigEndian ? turned(joined, this.#sampleBytes) : joined;
    if (this.#coding === 'pcm16' && isLittleEndian && whole.byteOffset % 2 === 0) {
      return new Int16Array(whole.buffer, whole.byteOffset, count);
    }
    if (this.#samples.length < count) this.#samples = new Int16Array(count);
    const samples = this.#samples.subarray(0, count);
    READERS[this.#coding](whole, samples);
    return samples;
  }
}

/** Whether typed arrays of this machine have the lowest byte of a sample first. */
export const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

type Read = (bytes: Uint8Array, samples: Int16Array) => void;

const byTable =
  (table: Int16Array): Read =>
  (bytes, samples) => {
    for (let index = 0; index < samples.length; index++) {
      samples[index] = table[bytes[index] ?? 0] ?? 0;
    }
  };

/** The 256 values of A-law as 16-bit samples (ITU-T G.711). */
const A_LAW: Int16Array = Int16Array.from({ length: 256 }, (_, code) => {
  const bits = code ^ 0x55;
  const exponent = (bits & 0x70) >> 4;
  const mantissa = ((bits & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return bits & 0x80 ? magnitude : -magnitude;
});

/** The 256 values of mu-law as 16-bit samples (ITU-T G.711). */
const MU_LAW: Int16Array = Int16Array.from({ length: 256 }, (_, code) => {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
  return bits & 0x80 ? -magnitude : magnitude;
});

/** Full scale is 1. What is louder is cut off; what is no number is silence. */
const sampleOfFloat = (value: number): number =>
  Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768))) || 0;

const READERS: Record<SampleCoding, Read> = {
  /** 8-bit WAV is unsigned, with silence at 128. */
  pcm8(bytes, samples) {
    for (let index = 0; index < samples.length; index++) {
      samples[index] = ((bytes[index] ?? 128) - 128) << 8;
    }
  },
  pcm16(bytes, samples) {
    for (let index = 0; index < samples.length; index++) {
      samples[index] = (bytes[2 * index] ?? 0) | ((bytes[2 * index + 1] ?? 0) << 8);
    }
  },
  /** Its upper 16 bits. */
  pcm24(bytes, samples) {
    for (let index = 0; index < samples.length; index++) {
      samples[index] = (bytes[3 * index + 1] ?? 0) | ((bytes[3 * index + 2] ?? 0) << 8);
    }
  },
  /** Its upper 16 bits. */
  pcm32(bytes, samples) {
    for (let index = 0; index < samples.length; index++) {
      samples[index] = (bytes[4 * index + 2] ?? 0) | ((bytes[4 * index + 3] ?? 0) << 8);
    }
  },
  float32(bytes, samples) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let index = 0; index < samples.length; index++) {
      samples[index] = sampleOfFloat(view.getFloat32(4 * index, true));
    }
  },
  float64(bytes, samples) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let index = 0; index < samples.length; index++) {
      samples[index] = sampleOfFloat(view.getFloat64(8 * index, true));
    }
  },
  'a-law': byTable(A_LAW),
  'mu-law': byTable(MU_LAW),
};

/** A copy with the bytes of each sample the other way round. */
function turned(bytes: Uint8Array, sampleBytes: number): Uint8Array {
  const copy = new Uint8Array(bytes.length - (bytes.length % sampleBytes));
  for (let index = 0; index < copy.length; index++) {
    const within = index % sampleBytes;
    copy[index] = bytes[index - within + sampleBytes - 1 - within] ?? 0;
  }
  return copy;
}

function concat(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
