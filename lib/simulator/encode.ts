/** 16-bit little endian: what typed arrays hold on every machine that Node runs on. */
export const encodePcm16 = (samples: Int16Array): Uint8Array =>
  new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);

/** 8-bit WAV is unsigned, with silence at 128. */
export const encodePcm8 = (samples: Int16Array): Uint8Array =>
  Uint8Array.from(samples, (sample) => (sample >> 8) + 128);

export function encodePcm24(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length * 3);
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i] ?? 0;
    bytes[3 * i + 1] = sample & 0xff;
    bytes[3 * i + 2] = (sample >> 8) & 0xff;
  }
  return bytes;
}

export const encodeMulaw = (samples: Int16Array) => byTable(samples, mulawTable());
export const encodeAlaw = (samples: Int16Array) => byTable(samples, alawTable());

function byTable(samples: Int16Array, table: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(samples.length);
  for (let i = 0; i < samples.length; i++) bytes[i] = table[(samples[i] ?? 0) + 32_768] ?? 0;
  return bytes;
}

let mulaw: Uint8Array | undefined;
let alaw: Uint8Array | undefined;

function mulawTable(): Uint8Array {
  mulaw ??= Uint8Array.from({ length: 65_536 }, (_, index) => mulawCode(index - 32_768));
  return mulaw;
}

function alawTable(): Uint8Array {
  alaw ??= Uint8Array.from({ length: 65_536 }, (_, index) => alawCode(index - 32_768));
  return alaw;
}

/** ITU-T G.711, mu-law. */
function mulawCode(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), 32_635) + 0x84;
  const exponent = Math.floor(Math.log2(magnitude)) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** ITU-T G.711, A-law. */
function alawCode(sample: number): number {
  const isNegative = sample < 0;
  const magnitude = (isNegative ? ~sample : sample) >> 3;
  const exponent = magnitude < 32 ? 0 : Math.floor(Math.log2(magnitude)) - 4;
  const mantissa = (exponent === 0 ? magnitude >> 1 : magnitude >> exponent) & 0x0f;
  return ((exponent << 4) | mantissa | (isNegative ? 0 : 0x80)) ^ 0x55;
}
