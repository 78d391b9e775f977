/** What a header of a frame says that helps to find the next. */
interface FlacHeader {
  /** Rate, channels and bits as they are coded: the same in all frames of a stream. */
  kind: number;
  /** Of the frame, or of its first sample. */
  number: number;
}

/** Eight channels of 65,535 samples in 32 bits, uncompressed, and a little more. */
const MOST_FRAME_BYTES = 2_200_000;
/** A header behind a damaged frame is believed where it counts on, a few lost frames or samples later. */
const MOST_STEP = 2 * 65_535;

/** Cuts FLAC, from its first frame on, into frames where their checksums end (RFC 9639, section 9). */
export class FlacFrames {
  #waiting: Buffer = Buffer.alloc(0);
  #header: FlacHeader | null = null;
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
    const end = buffer.length - MOST_HEADER_BYTES;
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
    const header = readFlacHeader(this.#waiting, place);
    if (!header || !before) return false;
    const step = header.number - before.number;
    return checksum === 0 || (header.kind === before.kind && step > 0 && step <= MOST_STEP);
  }

  #cut(end: number): Buffer {
    const frame = this.#waiting.subarray(0, end);
    this.#waiting = this.#waiting.subarray(end);
    this.#begin(readFlacHeader(this.#waiting, 0));
    return frame;
  }

  #findStart(): boolean {
    const buffer = this.#waiting;
    for (let place = buffer.indexOf(0xff); place >= 0; place = buffer.indexOf(0xff, place + 1)) {
      if (place + MOST_HEADER_BYTES > buffer.length) {
        this.#waiting = buffer.subarray(place);
        return this.#beginAt(readFlacHeader(this.#waiting, 0));
      }
      const header = readFlacHeader(buffer, place);
      if (!header) continue;
      this.#waiting = buffer.subarray(place);
      return this.#beginAt(header);
    }
    this.#waiting = Buffer.alloc(0);
    return false;
  }

  #beginAt(header: FlacHeader | null): boolean {
    this.#begin(header);
    return header !== null;
  }

  #begin(header: FlacHeader | null): void {
    this.#header = header;
    this.#seen = 0;
    this.#checksum = 0;
  }
}

const MOST_HEADER_BYTES = 16;

/** Null where no header of a frame stands, by its marks and its own checksum. */
function readFlacHeader(buffer: Buffer, place: number): FlacHeader | null {
  const [sync = 0, mark = 0, sizes = 0, layout = 0] = buffer.subarray(place, place + 4);
  if (sync !== 0xff || (mark & 0xfe) !== 0xf8) return null;
  const blockCode = sizes >> 4;
  const rateCode = sizes & 0x0f;
  const isReserved = blockCode === 0 || rateCode === 15 || layout >> 4 > 10 || (layout & 1) === 1;
  if (isReserved) return null;
  const coded = readCodedNumber(buffer, place + 4);
  if (!coded) return null;
  const blockBytes = blockCode === 6 ? 1 : blockCode === 7 ? 2 : 0;
  const rateBytes = rateCode === 12 ? 1 : rateCode === 13 || rateCode === 14 ? 2 : 0;
  const end = place + 4 + coded.byteLength + blockBytes + rateBytes;
  if (end >= buffer.length) return null;
  let checksum = 0;
  for (let at = place; at < end; at += 1) {
    checksum = CRC_8[checksum ^ (buffer[at] ?? 0)] ?? 0;
  }
  if (checksum !== buffer[end]) return null;
  return { kind: (rateCode << 16) | (layout << 8) | mark, number: coded.number };
}

/** A number coded as UTF-8 codes characters, of up to 36 bits. */
function readCodedNumber(buffer: Buffer, place: number) {
  const first = buffer[place] ?? 0;
  const ones = Math.clz32(~(first << 24));
  if (ones === 1 || ones > 7) return null;
  const byteLength = Math.max(1, ones);
  let number = first & (0x7f >> ones);
  for (let at = place + 1; at < place + byteLength; at += 1) {
    const byte = buffer[at] ?? 0;
    if (byte >> 6 !== 2) return null;
    number = number * 64 + (byte & 0x3f);
  }
  return { number, byteLength };
}

/** The checksums' remainders for each byte. */
function remainders(polynomial: number, bits: number): Uint16Array {
  const top = 1 << (bits - 1);
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let value = byte << (bits - 8);
    for (let bit = 0; bit < 8; bit += 1) {
      value = value & top ? (value << 1) ^ polynomial : value << 1;
    }
    return value & (2 * top - 1);
  });
}

const CRC_8 = remainders(0x07, 8);
const CRC_16 = remainders(0x8005, 16);
