const MARK_BYTES = 4;
const BLOCK_HEADER_BYTES = 4;
const STREAM_INFO = 0;

/** Takes the metadata off the start of a FLAC file that comes in pieces (RFC 9639, section 8). */
export class FlacStart {
  /** How the decoder is set up; null before it has come. */
  streamInfo: Buffer | null = null;
  #waiting: Buffer = Buffer.alloc(0);
  #skip = MARK_BYTES;
  #isLast = false;

  /** The bytes that follow the metadata. */
  push(bytes: Uint8Array): Uint8Array {
    if (this.#isLast && this.#skip === 0) return bytes;
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    for (;;) {
      const skipped = Math.min(this.#skip, this.#waiting.length);
      this.#waiting = this.#waiting.subarray(skipped);
      this.#skip -= skipped;
      if (this.#skip > 0) return new Uint8Array(0);
      if (this.#isLast) return this.#waiting;
      if (!this.#readBlockHeader()) return new Uint8Array(0);
    }
  }

  #readBlockHeader(): boolean {
    const [head = 0] = this.#waiting;
    if (this.#waiting.length < BLOCK_HEADER_BYTES) return false;
    const size = this.#waiting.readUIntBE(1, 3);
    if ((head & 0x7f) === STREAM_INFO) {
      const end = BLOCK_HEADER_BYTES + size;
      if (this.#waiting.length < end) return false;
      this.streamInfo = Buffer.from(this.#waiting.subarray(BLOCK_HEADER_BYTES, end));
    }
    this.#isLast = (head & 0x80) !== 0;
    this.#skip = BLOCK_HEADER_BYTES + size;
    return true;
  }
}

const ID3_HEADER_BYTES = 10;
/** Takes an ID3v2 tag off the start of an MP3 file that comes in pieces. */
export class Id3Skipper {
  #waiting: Buffer | null = Buffer.alloc(0);
  #skip = 0;

  /** The bytes that follow the tag. */
  push(bytes: Uint8Array): Uint8Array {
    if (this.#waiting) {
      this.#waiting = Buffer.concat([this.#waiting, bytes]);
      if (this.#waiting.length < ID3_HEADER_BYTES) return new Uint8Array(0);
      const start = this.#waiting;
      this.#waiting = null;
      this.#skip = id3Bytes(start);
      return this.push(start);
    }
    const rest = bytes.subarray(this.#skip);
    this.#skip -= bytes.length - rest.length;
    return rest;
  }
}

/** Length of an ID3v2 tag with its header; 0 where there is none. */
function id3Bytes(start: Buffer): number {
  if (start.toString('latin1', 0, 3) !== 'ID3') return 0;
  return (
    ID3_HEADER_BYTES + start.subarray(6, 10).reduce((size, byte) => size * 128 + (byte & 0x7f), 0)
  );
}
