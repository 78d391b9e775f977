import { expect, it } from 'vitest';
import { encodeAlaw, encodeMulaw, encodePcm8, encodePcm16, encodePcm24 } from './encode';

const samples = Int16Array.from({ length: 4096 }, (_, index) => (index - 2048) * 16);

/** Decoders as in ITU-T G.711, written apart from the encoders. */
function fromMulaw(code: number): number {
  const exponent = (~code >> 4) & 7;
  const magnitude = (((~code & 15) * 2 + 33) << (exponent + 2)) - 132;
  return code & 0x80 ? magnitude : -magnitude;
}

function fromAlaw(code: number): number {
  const bits = code ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const mantissa = (bits & 15) * 2 + 1;
  const magnitude = exponent === 0 ? mantissa << 3 : (mantissa + 32) << (exponent + 2);
  return bits & 0x80 ? magnitude : -magnitude;
}

it.each([
  ['mu-law', encodeMulaw, fromMulaw],
  ['A-law', encodeAlaw, fromAlaw],
])('%s comes back within half a step', (_, encode, decode) => {
  const codes = encode(samples);
  for (const [index, sample] of samples.entries()) {
    const loss = Math.abs(decode(codes[index] ?? 0) - sample);
    expect(loss, String(sample)).toBeLessThanOrEqual(Math.max(8, Math.abs(sample) / 28));
  }
});

it('PCM keeps what its width can hold', () => {
  const wide = Buffer.from(encodePcm24(samples));
  const same = Buffer.from(encodePcm16(samples));
  const narrow = encodePcm8(samples);
  for (const [index, sample] of samples.entries()) {
    expect(wide.readIntLE(index * 3, 3)).toBe(sample * 256);
    expect(same.readInt16LE(index * 2)).toBe(sample);
    expect((narrow[index] ?? 0) - 128).toBe(Math.floor(sample / 256));
  }
});
