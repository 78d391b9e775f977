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
