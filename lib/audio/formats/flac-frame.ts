/** What the header of a FLAC frame says (RFC 9639 section 9.1). */
export interface FlacFrameHeader {
  /** Rate, channels and bits as they are coded: the same in all frames of a stream. */
  kind: number;
  /** Of the frame where all have one size, else of its first sample. */
  number: number;
  isNumberOfSample: boolean;
  /** Of one channel. */
  sampleCount: number;
}

/** Sync code, codes, a number of up to 7 bytes, up to 4 bytes of sizes, a check. */
export const MOST_FLAC_HEADER_BYTES = 16;

/**
 * Reads a frame's header, and believes it when its check holds.
 *
 * @returns Null where none begins here, or not all of it is there.
 */
export function readFlacFrameHeader(bytes: Buffer, offset: number): FlacFrameHeader | null {
  const header = bytes.subarray(offset, offset + MOST_FLAC_HEADER_BYTES);
  const [sync = 0, mark = 0, codes = 0, layout = 0] = header;
  if (sync !== 0xff || (mark & 0xfe) !== 0xf8) return null;
  const sizeCode = codes >> 4;
  const rateCode = codes & 0xf;
  if (sizeCode === 0 || rateCode === 0xf || layout >> 4 > 10 || (layout & 1) === 1) return null;
  const number = readCodedNumber(header, 4);
  if (!number) return null;
  const sizeBytes = sizeCode === 6 ? 1 : sizeCode === 7 ? 2 : 0;
  const rateBytes = rateCode === 12 ? 1 : rateCode === 13 || rateCode === 14 ? 2 : 0;
  const checkOffset = number.end + sizeBytes + rateBytes;
  if (checkOffset >= header.length) return null;
  if (checkOf(header.subarray(0, checkOffset)) !== header[checkOffset]) return null;
  return {
    kind: (rateCode << 16) | (layout << 8) | mark,
    number: number.value,
    isNumberOfSample: (mark & 1) === 1,
    sampleCount:
      sizeBytes > 0 ? header.readUIntBE(number.end, sizeBytes) + 1 : blockSizeOf(sizeCode),
  };
}

/** Which samples a frame holds, counted in one channel. */
export interface FlacFrame {
  firstSample: number;
  sampleCount: number;
}

/**
 * @param blockSize Samples of each frame but the last, where frames are numbered and not their samples.
 * @returns As `readFlacFrameHeader`.
 */
export function readFlacFrame(bytes: Buffer, offset: number, blockSize: number): FlacFrame | null {
  const header = readFlacFrameHeader(bytes, offset);
  if (!header) return null;
  const { number, isNumberOfSample, sampleCount } = header;
  return { firstSample: isNumberOfSample ? number : number * blockSize, sampleCount };
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
