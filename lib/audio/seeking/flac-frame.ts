/** What the header of a FLAC frame says (RFC 9639 section 9.1). */
export interface FlacFrame {
  /** Number of its first sample, counted in one channel. */
  firstSample: number;
  sampleCount: number;
}

/** Sync code, codes, a number of up to 7 bytes, up to 4 bytes of sizes, a check. */
const MOST_HEADER_BYTES = 16;
const FIXED_BLOCKS = 0xf8;
const VARIABLE_BLOCKS = 0xf9;

/**
 * Reads a frame's header, and believes it when its check holds.
 *
 * @param blockSize Samples of each frame but the last, where frames are numbered and not their samples.
 * @returns Null where none begins here, or not all of it is there.
 */
export function readFlacFrame(bytes: Buffer, offset: number, blockSize: number): FlacFrame | null {
  const header = bytes.subarray(offset, offset + MOST_HEADER_BYTES);
  const [sync = 0, blocking = 0, codes = 0] = header;
  if (sync !== 0xff || (blocking !== FIXED_BLOCKS && blocking !== VARIABLE_BLOCKS)) return null;
  const number = readCodedNumber(header, 4);
  const sizeCode = codes >> 4;
  if (!number || sizeCode === 0 || (codes & 0xf) === 0xf) return null;
  const sizeBytes = sizeCode === 6 ? 1 : sizeCode === 7 ? 2 : 0;
  const rateCode = codes & 0xf;
  const rateBytes = rateCode === 12 ? 1 : rateCode === 13 || rateCode === 14 ? 2 : 0;
  const checkOffset = number.end + sizeBytes + rateBytes;
  if (checkOffset >= header.length) return null;
  if (checkOf(header.subarray(0, checkOffset)) !== header[checkOffset]) return null;
  const sampleCount =
    sizeBytes > 0 ? header.readUIntBE(number.end, sizeBytes) + 1 : blockSizeOf(sizeCode);
  const unit = blocking === VARIABLE_BLOCKS ? 1 : blockSize;
  return { firstSample: number.value * unit, sampleCount };
}

/** The last frame that begins in these bytes; null where none does. */
export function lastFlacFrame(bytes: Buffer, blockSize: number): FlacFrame | null {
  for (
    let at = bytes.lastIndexOf(0xff);
    at >= 0;
    at = at === 0 ? -1 : bytes.lastIndexOf(0xff, at - 1)
  ) {
    const frame = readFlacFrame(bytes, at, blockSize);
    if (frame) return frame;
  }
  return null;
}

function blockSizeOf(code: number): number {
  if (code === 1) return 192;
  return code <= 5 ? 144 * 2 ** code : 2 ** code;
}

/** A number of up to 36 bits, in bytes as UTF-8 has them (section 9.1.5). */
function readCodedNumber(bytes: Buffer, offset: number): { value: number; end: number } | null {
  const first = bytes[offset];
  if (first === undefined) return null;
  const leading = Math.clz32(~(first << 24));
  if (leading === 0) return { value: first, end: offset + 1 };
  const end = offset + leading;
  if (leading === 1 || leading > 7 || end > bytes.length) return null;
  const more = bytes.subarray(offset + 1, end);
  if (more.some((byte) => (byte & 0xc0) !== 0x80)) return null;
  const value = more.reduce((sum, byte) => sum * 64 + (byte & 0x3f), first & (0x7f >> leading));
  return { value, end };
}

/** CRC-8 with the polynomial x^8 + x^2 + x + 1. */
const CHECKS = Uint8Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 0x80 ? (rest << 1) ^ 0x07 : rest << 1;
  return rest;
});
const checkOf = (bytes: Uint8Array): number =>
  bytes.reduce((check, byte) => CHECKS[check ^ byte] ?? 0, 0);
