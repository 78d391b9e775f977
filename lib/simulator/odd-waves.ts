import { encodeMulaw } from './encode';
import type { LegFile } from './leg-file';
import { type WavFormat, wavHeader } from './wav-header';

const HEADER_BYTES = 44;
const SAMPLE_RATE = 8_000;
const FULL_SCALE = 32_768;
const SIZE_ELSEWHERE = 0xffffffff;

/** A leg of 16-bit PCM as floats of 32 bits. */
export function asFloats(file: LegFile): Buffer {
  const floats = Float32Array.from(samplesOf(file), (sample) => sample / FULL_SCALE);
  return waveOf({ formatTag: 3, bits: 32 }, new Uint8Array(floats.buffer));
}

/** The same as PCM of 32 bits. */
export function as32Bits(file: LegFile): Buffer {
  const long = Int32Array.from(samplesOf(file), (sample) => sample * 65_536);
  return waveOf({ formatTag: 1, bits: 32 }, new Uint8Array(long.buffer));
}

/** The same as RF64 (EBU Tech 3306): the sizes of the file and of its sound are in the chunk `ds64`. */
export function asRf64(file: LegFile): Buffer {
  const plain = Buffer.from(file.bytes(0, file.byteLength));
  const sizes = Buffer.alloc(36);
  sizes.write('ds64', 'latin1');
  sizes.writeUInt32LE(28, 4);
  sizes.writeBigUInt64LE(BigInt(plain.length + sizes.length - 8), 8);
  sizes.writeBigUInt64LE(BigInt(plain.length - HEADER_BYTES), 16);
  plain.write('RF64', 0, 'latin1');
  plain.writeUInt32LE(SIZE_ELSEWHERE, 4);
  plain.writeUInt32LE(SIZE_ELSEWHERE, HEADER_BYTES - 4);
  return Buffer.concat([plain.subarray(0, 12), sizes, plain.subarray(12)]);
}

/** The same as Asterisk's `.ulaw`, a thousandth as loud, beginning as an MPEG frame does. */
export function asRawMulaw(file: LegFile): Buffer {
  const quiet = samplesOf(file).map((sample) => Math.round(sample / 1_000));
  const raw = Buffer.from(encodeMulaw(quiet));
  raw.set([0xff, 0xfb, 0x90, 0x64]);
  return raw;
}

function samplesOf(file: LegFile): Int16Array {
  const sound = Uint8Array.from(file.bytes(HEADER_BYTES, file.byteLength));
  return new Int16Array(sound.buffer, 0, sound.length >> 1);
}

function waveOf({ formatTag, bits }: Pick<WavFormat, 'formatTag' | 'bits'>, sound: Uint8Array) {
  const blockAlign = bits / 8;
  const bytesPerSecond = SAMPLE_RATE * blockAlign;
  const format = { formatTag, bits, channels: 1, blockAlign, bytesPerSecond };
  const header = wavHeader(format, sound.length, sound.length / blockAlign);
  return Buffer.concat([header, sound]);
}
