import type { Recognition } from './recognition';

const ID3_HEADER_BYTES = 10;
const ID3_WITH_FOOTER = 4;
const HAS_FOOTER = 0x10;
const APE_HEADER_BYTES = 32;
const APE_MARK_BYTES = 8;
const APE_IS_HEADER = 1 << 29;

/**
 * Length of the tag that begins at this place, with its header and footer; 0 where there is none. Tags are
 * ID3v2 (id3.org, versions 2.2 to 2.4) and APEv2.
 */
export function* readTag(at: number): Recognition<number> {
  const { bytes } = yield { from: at, byteCount: ID3_HEADER_BYTES };
  if (bytes.toString('latin1', 0, APE_MARK_BYTES) === 'APETAGEX') {
    const { bytes: ape } = yield { from: at, byteCount: APE_HEADER_BYTES };
    return apeBytes(ape);
  }
  return id3Bytes(bytes);
}

function id3Bytes(bytes: Buffer): number {
  if (bytes.length < ID3_HEADER_BYTES || bytes.toString('latin1', 0, 3) !== 'ID3') return 0;
  const [major = 0xff, minor = 0xff, flags = 0, ...sizes] = bytes.subarray(3, ID3_HEADER_BYTES);
  if (major === 0xff || minor === 0xff || sizes.some((size) => size >= 0x80)) return 0;
  const hasFooter = major >= ID3_WITH_FOOTER && (flags & HAS_FOOTER) !== 0;
  const contentBytes = sizes.reduce((size, byte) => size * 128 + byte, 0);
  return ID3_HEADER_BYTES + contentBytes + (hasFooter ? ID3_HEADER_BYTES : 0);
}

function apeBytes(bytes: Buffer): number {
  if (bytes.length < APE_HEADER_BYTES || (bytes.readUInt32LE(20) & APE_IS_HEADER) === 0) return 0;
  return APE_HEADER_BYTES + bytes.readUInt32LE(12);
}
