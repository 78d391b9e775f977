/** One page of an Ogg stream, as a view of its bytes (RFC 3533 section 6). */
export interface OggPage {
  bytes: Buffer;
  /** Where its content begins. */
  contentOffset: number;
  /** Of each segment; a packet ends with one shorter than 255. */
  segments: Uint8Array;
  isFirst: boolean;
  isLast: boolean;
  /** Where the sound is after the packets that end here; null where none ends. */
  granule: number | null;
  serial: number;
}

const HEADER_BYTES = 27;
const CAPTURE = 'OggS';
const BEGINS_STREAM = 2;
const ENDS_STREAM = 4;
const NO_PACKET_ENDS = -1n;

/** Cuts bytes that come in pieces into pages. What stands between pages is passed over, or given to `other`. */
export class OggPages {
  #rest: Buffer = Buffer.alloc(0);

  /** The pages that are whole by now. */
  *push(bytes: Uint8Array, other: (bytes: Buffer) => void = () => {}): Generator<OggPage> {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const start = this.#rest.indexOf(CAPTURE, 0, 'latin1');
      const skipped = start < 0 ? Math.max(0, this.#rest.length - CAPTURE.length + 1) : start;
      if (skipped > 0) other(this.#rest.subarray(0, skipped));
      this.#rest = this.#rest.subarray(skipped);
      const page = start < 0 ? null : readPage(this.#rest);
      if (!page) return;
      this.#rest = this.#rest.subarray(page.bytes.length);
      yield page;
    }
  }

  /** A page whose end has not come. */
  get rest(): Buffer {
    return this.#rest;
  }
}

function readPage(bytes: Buffer): OggPage | null {
  if (bytes.length < HEADER_BYTES) return null;
  const contentOffset = HEADER_BYTES + bytes.readUInt8(26);
  const segments = bytes.subarray(HEADER_BYTES, contentOffset);
  const length = segments.reduce((sum, size) => sum + size, contentOffset);
  if (bytes.length < contentOffset || bytes.length < length) return null;
  const flags = bytes.readUInt8(5);
  const granule = bytes.readBigInt64LE(6);
  return {
    bytes: bytes.subarray(0, length),
    contentOffset,
    segments,
    isFirst: (flags & BEGINS_STREAM) !== 0,
    isLast: (flags & ENDS_STREAM) !== 0,
    granule: granule === NO_PACKET_ENDS ? null : Number(granule),
    serial: bytes.readUInt32LE(14),
  };
}

/** The same page, saying that the sound is at another place, with a check that holds. */
export function pageAt(page: OggPage, granule: number): Buffer {
  const bytes = Buffer.from(page.bytes);
  bytes.writeBigInt64LE(BigInt(granule), 6);
  bytes.writeUInt32LE(0, CHECK_OFFSET);
  bytes.writeUInt32LE(checkOf(bytes), CHECK_OFFSET);
  return bytes;
}

const CHECK_OFFSET = 22;

/** CRC-32 with the polynomial 0x04c11db7, from zero, nothing reflected. */
const CHECKS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 24;
  for (let bit = 0; bit < 8; bit++)
    rest = rest & 0x8000_0000 ? (rest << 1) ^ 0x04c1_1db7 : rest << 1;
  return rest >>> 0;
});

function checkOf(bytes: Buffer): number {
  let check = 0;
  for (const byte of bytes) check = (check << 8) ^ (CHECKS[(check >>> 24) ^ byte] ?? 0);
  return check >>> 0;
}
