import { type OggPage, OggPages } from '@/lib/audio/formats/ogg-page';

/** A packet that ends in a page ends with a segment shorter than this. */
const FULL_SEGMENT = 255;
const MOST_PACKET_BYTES = 16 * 1024 * 1024;

/** A page, and the packets that end in it. */
export interface PageOfPackets {
  bytes: Buffer;
  packets: Buffer[];
}

/** Takes the pages and packets of the first stream out of an Ogg file that comes in pieces (RFC 3533). */
export class OggPackets {
  readonly #pages = new OggPages();
  #serial: number | null = null;
  #parts: Buffer[] = [];
  #partsBytes = 0;

  /** The pages that are whole by now. */
  *push(bytes: Uint8Array): Generator<PageOfPackets> {
    for (const page of this.#pages.push(bytes)) {
      this.#serial ??= page.serial;
      if (page.serial === this.#serial) {
        yield { bytes: page.bytes, packets: [...this.#packetsOf(page)] };
      }
    }
  }

  *#packetsOf({ bytes, contentOffset, segments }: OggPage): Generator<Buffer> {
    let start = contentOffset;
    for (const size of segments) {
      this.#parts.push(bytes.subarray(start, start + size));
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
