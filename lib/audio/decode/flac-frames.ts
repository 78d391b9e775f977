import {
  type FlacFrameHeader,
  MOST_FLAC_HEADER_BYTES,
  readFlacFrameHeader,
} from '@/lib/audio/formats/flac-frame';

/** Eight channels of 65,535 samples in 32 bits, uncompressed, and a little more. */
const MOST_FRAME_BYTES = 2_200_000;
/** A header behind a damaged frame is believed where it counts on, a few lost frames or samples later. */
const MOST_STEP = 2 * 65_535;

/** Cuts FLAC, from its first frame on, into frames where their checksums end (RFC 9639, section 9). */
export class FlacFrames {
  #waiting: Buffer = Buffer.alloc(0);
  #header: FlacFrameHeader | null = null;
  /** Bytes of the frame that the checksum has seen; 0 where no frame has begun. */
  #seen = 0;
  #checksum = 0;

  /** The frames that are whole by now. */
  *push(bytes: Uint8Array): Generator<Buffer> {
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    for (let frame = this.#next(); frame; frame = this.#next()) yield frame;
  }

  /** The last frame, behind which nothing follows. */
  *finish(): Generator<Buffer> {
    if (this.#header) yield this.#waiting;
    this.#waiting = Buffer.alloc(0);
  }

  #next(): Buffer | null {
    if (!this.#header && !this.#findStart()) return null;
    const buffer = this.#waiting;
    let checksum = this.#checksum;
    let place = this.#seen;
    const end = buffer.length - MOST_FLAC_HEADER_BYTES;
    for (; place < end; place += 1) {
      const byte = buffer[place] ?? 0;
      if (byte === 0xff && place > 0 && this.#endsAt(place, checksum)) return this.#cut(place);
      checksum = ((checksum << 8) ^ (CRC_16[(checksum >> 8) ^ byte] ?? 0)) & 0xffff;
    }
    this.#seen = place;
    this.#checksum = checksum;
    if (place < MOST_FRAME_BYTES) return null;
    this.#waiting = buffer.subarray(place);
    this.#begin(null);
    return this.#next();
  }

  #endsAt(place: number, checksum: number): boolean {
    const before = this.#header;
    const header = readFlacFrameHeader(this.#waiting, place);
    if (!header || !before) return false;
    const step = header.number - before.number;
    return checksum === 0 || (header.kind === before.kind && step > 0 && step <= MOST_STEP);
  }

  #cut(end: number): Buffer {
    const frame = this.#waiting.subarray(0, end);
    this.#waiting = this.#waiting.subarray(end);
    this.#begin(readFlacFrameHeader(this.#waiting, 0));
    return frame;
  }

  #findStart(): boolean {
    const buffer = this.#waiting;
    for (let place = buffer.indexOf(0xff); place >= 0; place = buffer.indexOf(0xff, place + 1)) {
      if (place + MOST_FLAC_HEADER_BYTES > buffer.length) {
        this.#waiting = buffer.subarray(place);
        return this.#beginAt(readFlacFrameHeader(this.#waiting, 0));
      }
      const header = readFlacFrameHeader(buffer, place);
      if (!header) continue;
      this.#waiting = buffer.subarray(place);
      return this.#beginAt(header);
    }
    this.#waiting = Buffer.alloc(0);
    return false;
  }

  #beginAt(header: FlacFrameHeader | null): boolean {
    this.#begin(header);
    return header !== null;
  }

  #begin(header: FlacFrameHeader | null): void {
    this.#header = header;
    this.#seen = 0;
    this.#checksum = 0;
  }
}

const CRC_16 = Uint16Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 8;
  for (let bit = 0; bit < 8; bit++) rest = rest & 0x8000 ? (rest << 1) ^ 0x8005 : rest << 1;
  return rest & 0xffff;
});
