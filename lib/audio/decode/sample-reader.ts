import { SAMPLE_BYTES, type SampleCoding } from '@/lib/audio/formats/audio-form';

/** Reads samples out of bytes that come in pieces of any length. */
export class SampleReader {
  readonly #coding: SampleCoding;
  readonly #sampleBytes: number;
  #samples = new Int16Array(0);
  /** The beginning of a sample whose other bytes are still to come. */
  #rest: Uint8Array = new Uint8Array(0);

  constructor(coding: SampleCoding) {
    this.#coding = coding;
    this.#sampleBytes = SAMPLE_BYTES[coding];
  }

  /** The samples that are whole by now, as 16 bits. They hold until the next call. */
  read(bytes: Uint8Array): Int16Array {
    const whole = this.#rest.length === 0 ? bytes : concat(this.#rest, bytes);
    const count = Math.floor(whole.length / this.#sampleBytes);
    this.#rest = whole.slice(count * this.#sampleBytes);
    if (this.#coding === 'pcm16' && isLittleEndian && whole.byteOffset % 2 === 0) {
      return new Int16Array(whole.buffer, whole.byteOffset, count);
    }
    if (this.#samples.length < count) this.#samples = new Int16Array(count);
    const samples = this.#samples.subarray(0, count);
    READERS[this.#coding](whole, samples);
    return samples;
  }
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

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
  'a-law': byTable(A_LAW),
  'mu-law': byTable(MU_LAW),
};

function concat(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
