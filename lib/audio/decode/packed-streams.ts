const PAGE_HEADER_BYTES = 27;
const CAPTURE = 0x4f676753;
/** A packet that ends in a page ends with a segment shorter than this. */
const FULL_SEGMENT = 255;
const MOST_PACKET_BYTES = 16 * 1024 * 1024;

/** Takes the packets of the first stream out of an Ogg file that comes in pieces (RFC 3533). */
export class OggPackets {
  #waiting: Buffer = Buffer.alloc(0);
  #serial: number | null = null;
  #parts: Buffer[] = [];
  #partsBytes = 0;

  /** The packets that are whole by now. */
  *push(bytes: Uint8Array): Generator<Buffer> {
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    for (let page = this.#nextPage(); page; page = this.#nextPage()) yield* this.#packetsOf(page);
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
    const serial = page.readUInt32LE(14);
    this.#serial ??= serial;
    if (serial !== this.#serial) return;
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

/** Which codec an Ogg stream holds, and how its decoder is set up from the packets at its start. */
interface OggCodec {
  codec: 'vorbis' | 'opus' | 'speex' | 'flac';
  extraData: Buffer;
}

const VORBIS_HEADERS = 3;
/** Where the 34 bytes of STREAMINFO begin in the first packet of FLAC in Ogg. */
const FLAC_STREAM_INFO = 17;

/**
 * Reads the packets before the sound.
 *
 * @returns Null when more of them are needed.
 * @throws Where the stream holds something else than known sound.
 */
export function readOggCodec(packets: readonly Buffer[]): OggCodec | null {
  const [first = Buffer.alloc(0), second] = packets;
  const name = first.toString('latin1', 0, 8);
  if (name.startsWith('\x01vorbis')) {
    return packets.length < VORBIS_HEADERS ? null : { codec: 'vorbis', extraData: laced(packets) };
  }
  // A packet of comments follows.
  if (name === 'OpusHead') return second ? { codec: 'opus', extraData: first } : null;
  if (name === 'Speex   ') return second ? { codec: 'speex', extraData: first } : null;
  if (name.startsWith('\x7fFLAC')) {
    const extraData = first.subarray(FLAC_STREAM_INFO, FLAC_STREAM_INFO + 34);
    return second ? { codec: 'flac', extraData } : null;
  }
  throw new Error('the Ogg file holds no sound that is known');
}

/** Packets as FFmpeg wants them for Vorbis: their count, the sizes of all but the last, the packets. */
function laced(packets: readonly Buffer[]): Buffer {
  const headers = packets.slice(0, VORBIS_HEADERS);
  const sizes = headers
    .slice(0, -1)
    .flatMap(({ length }) => [...Array(Math.floor(length / 255)).fill(255), length % 255]);
  return Buffer.concat([Buffer.from([VORBIS_HEADERS - 1, ...sizes]), ...headers]);
}

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
/** An encoder's frame of information stands behind the side information, 36 bytes in at most. */
const FAR_ENOUGH = 40;
/** From that frame's mark to the delay that LAME and similar encoders write there. */
const DELAY_OFFSET = 141;
/** Samples by which each decoder is late, as all players count them. */
const DECODER_DELAY = 529;

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

/**
 * Samples at the start that were not in the original, where the first frame is an encoder's frame of
 * information and no sound; null where it is sound.
 */
export function mp3DelayOf(firstFrame: Buffer): number | null {
  const start = firstFrame.toString('latin1', 0, FAR_ENOUGH);
  const mark = Math.max(start.indexOf('Xing'), start.indexOf('Info'));
  if (mark < 0) return null;
  const place = mark + DELAY_OFFSET;
  const delay = firstFrame.length >= place + 2 ? firstFrame.readUInt16BE(place) >> 4 : 0;
  return delay === 0 ? 0 : delay + DECODER_DELAY;
}
