const PAGE_HEADER_BYTES = 27;
const CAPTURE = 0x4f676753;
/** A packet that ends in a page ends with a segment shorter than this. */
const FULL_SEGMENT = 255;
const MOST_PACKET_BYTES = 16 * 1024 * 1024;

/** Takes the pages and packets of the first stream out of an Ogg file that comes in pieces (RFC 3533). */
export class OggPages {
  #waiting: Buffer = Buffer.alloc(0);
  #serial: number | null = null;
  #parts: Buffer[] = [];
  #partsBytes = 0;

  /** The pages that are whole by now. */
  *push(bytes: Uint8Array): Generator<OggPage> {
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    for (let page = this.#nextPage(); page; page = this.#nextPage()) {
      const serial = page.readUInt32LE(14);
      this.#serial ??= serial;
      if (serial === this.#serial) yield { bytes: page, packets: [...this.#packetsOf(page)] };
    }
  }

  #nextPage(): Buffer | null {
    const start = this.#waiting.indexOf('OggS', 0, 'latin1');
    this.#waiting = this.#waiting.subarray(
      start < 0 ? Math.max(0, this.#waiting.length - 3) : start,
    );
    const buffer = this.#waiting;
    if (buffer.length < PAGE_HEADER_BYTES || buffer.readUInt32BE(0) !== CAPTURE) return null;
    const segments = buffer[26] ?? 0;
    const sizes = buffer.subarray(PAGE_HEADER_BYTES, PAGE_HEADER_BYTES + segments);
    const length = PAGE_HEADER_BYTES + segments + sizes.reduce((sum, size) => sum + size, 0);
    if (sizes.length < segments || buffer.length < length) return null;
    this.#waiting = buffer.subarray(length);
    return buffer.subarray(0, length);
  }

  *#packetsOf(page: Buffer): Generator<Buffer> {
    const segments = page[26] ?? 0;
    let start = PAGE_HEADER_BYTES + segments;
    for (const size of page.subarray(PAGE_HEADER_BYTES, start)) {
      this.#parts.push(page.subarray(start, start + size));
      this.#partsBytes += size;
      start += size;
      if (this.#partsBytes > MOST_PACKET_BYTES) throw new Error('an Ogg packet never ends');
      if (size === FULL_SEGMENT) continue;
      const packet = Buffer.concat(this.#parts);
      this.#parts = [];
      this.#partsBytes = 0;
      yield packet;
    }
  }
}

/** A page, and the packets that end in it. */
export interface OggPage {
  bytes: Buffer;
  packets: Buffer[];
}
