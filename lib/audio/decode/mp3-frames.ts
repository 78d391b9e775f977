/** Cuts MP3 that comes in pieces of any length into its frames (ISO 11172-3, 13818-3 and MPEG 2.5). */
export class Mp3Frames {
  #waiting: Buffer = Buffer.alloc(0);
  /** The frame before was whole, so that the next one is believed without another behind it. */
  #isInStep = false;

  /** The frames that are whole by now. What lies between them is left out. */
  *push(bytes: Uint8Array): Generator<Mp3Frame> {
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    yield* this.#frames(false);
  }

  /** The last frame, behind which nothing follows. */
  *finish(): Generator<Mp3Frame> {
    yield* this.#frames(true);
    this.#waiting = Buffer.alloc(0);
  }

  *#frames(isWhole: boolean): Generator<Mp3Frame> {
    const buffer = this.#waiting;
    let place = 0;
    while (place + HEADER_BYTES <= buffer.length) {
      const header = readMp3Header(buffer, place);
      const end = header ? place + header.byteLength : 0;
      const isCut = header !== null && end > buffer.length;
      const needed = this.#isInStep ? end : end + HEADER_BYTES;
      if (header && needed > buffer.length && !isWhole) break;
      const isFrame =
        header && !isCut && (this.#isInStep || isFollowed(buffer, end, header, isWhole));
      this.#isInStep = Boolean(isFrame);
      if (header && isFrame) {
        yield { header, bytes: buffer.subarray(place, end) };
        place = end;
      } else {
        const next = buffer.indexOf(0xff, place + 1);
        place = next < 0 ? buffer.length : next;
      }
    }
    this.#waiting = Buffer.from(buffer.subarray(place));
  }
}

const HEADER_BYTES = 4;

function isFollowed(buffer: Buffer, end: number, header: Mp3Header, isWhole: boolean): boolean {
  if (isWhole && end + HEADER_BYTES > buffer.length) return true;
  const next = readMp3Header(buffer, end);
  return next?.sampleRate === header.sampleRate && next.layer === header.layer;
}

export interface Mp3Frame {
  header: Mp3Header;
  bytes: Buffer;
}

export interface Mp3Header {
  layer: number;
  sampleRate: number;
  channels: number;
  /** Of the whole frame. */
  byteLength: number;
}

/** Kilobits a second by index: MPEG 1 in layers 1 to 3, then MPEG 2 and 2.5 in layer 1, and in the others. */
const RATES_1_1 = [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448];
const RATES_1_2 = [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
const RATES_1_3 = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const RATES_2_1 = [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256];
const RATES_2_3 = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const SAMPLE_RATES = [44_100, 48_000, 32_000];
/** Of two bits: MPEG 2.5, none, MPEG 2, MPEG 1. */
const RATE_DIVISORS = [4, null, 2, 1];

/** Null where there is no header of a frame, or one of a frame whose length it does not state. */
function readMp3Header(buffer: Buffer, place: number): Mp3Header | null {
  const [sync = 0, kind = 0, rates = 0, mode = 0] = buffer.subarray(place, place + HEADER_BYTES);
  if (sync !== 0xff || (kind & 0xe0) !== 0xe0) return null;
  const divisor = RATE_DIVISORS[(kind >> 3) & 3];
  const layer = 4 - ((kind >> 1) & 3);
  const base = SAMPLE_RATES[(rates >> 2) & 3];
  if (!divisor || layer === 4 || !base) return null;
  const isFirst = divisor === 1;
  const kilobits = ratesOf(isFirst, layer)[(rates >> 4) - 1];
  if (!kilobits) return null;
  const sampleRate = base / divisor;
  const padding = (rates >> 1) & 1;
  const bitRate = kilobits * 1_000;
  const byteLength =
    layer === 1
      ? (Math.floor((12 * bitRate) / sampleRate) + padding) * 4
      : Math.floor(((layer === 3 && !isFirst ? 72 : 144) * bitRate) / sampleRate) + padding;
  return { layer, sampleRate, channels: mode >> 6 === 3 ? 1 : 2, byteLength };
}

function ratesOf(isFirst: boolean, layer: number): readonly number[] {
  if (!isFirst) return layer === 1 ? RATES_2_1 : RATES_2_3;
  if (layer === 1) return RATES_1_1;
  return layer === 2 ? RATES_1_2 : RATES_1_3;
}
