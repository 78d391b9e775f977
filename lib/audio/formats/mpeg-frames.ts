import { MPEG_HEADER_BYTES, type MpegFrame, readMpegFrame } from './mpeg-frame';

/** Cuts MPEG audio that comes in pieces of any length into frames. Those that state no length are left out. */
export class MpegFrames {
  #waiting: Buffer = Buffer.alloc(0);
  /** The frame before was whole, so that the next one is believed without another behind it. */
  #isInStep = false;

  /** The frames that are whole by now. What lies between them is left out. */
  *push(bytes: Uint8Array): Generator<CutMpegFrame> {
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    yield* this.#frames(false);
  }

  /** The last frame, behind which nothing follows. */
  *finish(): Generator<CutMpegFrame> {
    yield* this.#frames(true);
    this.#waiting = Buffer.alloc(0);
  }

  *#frames(isWhole: boolean): Generator<CutMpegFrame> {
    const buffer = this.#waiting;
    let place = 0;
    while (place + MPEG_HEADER_BYTES <= buffer.length) {
      const header = withLength(readMpegFrame(buffer, place));
      const end = header ? place + header.frameBytes : 0;
      const isCut = header !== null && end > buffer.length;
      const needed = this.#isInStep ? end : end + MPEG_HEADER_BYTES;
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

const withLength = (header: MpegFrame | null) => (header?.frameBytes ? header : null);

function isFollowed(buffer: Buffer, end: number, header: MpegFrame, isWhole: boolean): boolean {
  if (isWhole && end + MPEG_HEADER_BYTES > buffer.length) return true;
  const next = readMpegFrame(buffer, end);
  return next?.sampleRate === header.sampleRate && next.layer === header.layer;
}

/** A frame with its header. */
export interface CutMpegFrame {
  header: MpegFrame;
  bytes: Buffer;
}
