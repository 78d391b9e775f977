import { isSameStream, MPEG_HEADER_BYTES, type MpegFrame, readMpegFrame } from './mpeg-frame';
import { isMpegFrameSound } from './mpeg-side';
import type { GivenBytes, Recognition } from './recognition';

/** By chance one place in 2,000 looks like a frame, but not one leg in millions like three in a row. */
const FRAMES_IN_A_ROW = 3;
/** A header and what a frame says of itself behind it. */
const FRAME_START_BYTES = 40;
/** A frame of a free format is no longer than this: 640 kbit/s at the lowest sample rate. */
const MOST_FREE_FRAME_BYTES = 6 * 1024;
const LEAST_FREE_FRAME_BYTES = 24;
/** A pattern may look like frames at each of its places; it is not searched to its end. */
const MOST_NEAR_MISSES = 64;

/**
 * Finds the first true frame of MPEG audio: three in a row of one kind, each where the one before ends,
 * or two with which the leg ends.
 *
 * @param from The first place in the leg where it may be.
 * @param to The last one, not included.
 * @returns Its place; null where there is none.
 */
export function* findMpeg(from: number, to: number): Recognition<number | null> {
  let nearMisses = 0;
  let at = from;
  while (at < to && nearMisses < MOST_NEAR_MISSES) {
    const { bytes, isWhole } = yield { from: at, byteCount: MPEG_HEADER_BYTES };
    if (isWhole && bytes.length < MPEG_HEADER_BYTES) return null;
    const header = headerIn(bytes);
    // The last bytes may be the beginning of a header.
    at += header ?? Math.max(1, bytes.length - MPEG_HEADER_BYTES + 1);
    if (header === null) continue;
    if (at >= to) return null;
    const found = yield* readFrames(at, 2);
    if (found === 'frames') return at;
    if (found === 'near-miss') nearMisses += 1;
    at += 1;
  }
  return null;
}

/** Whether frames begin at this place, be it one alone that is the rest of the leg. */
export function* isMpegAt(at: number): Recognition<boolean> {
  return (yield* readFrames(at, 1)) === 'frames';
}

/** The first place at which the bits of a header are none that are forbidden; most places fail at once. */
function headerIn(bytes: Buffer): number | null {
  const end = bytes.length - MPEG_HEADER_BYTES;
  for (let at = bytes.indexOf(0xff); at >= 0 && at <= end; at = bytes.indexOf(0xff, at + 1)) {
    const bits = bytes.readUInt32BE(at);
    const hasSync = (bits & 0xe00000) === 0xe00000;
    const isVersionAndLayer = (bits & 0x180000) !== 0x080000 && (bits & 0x060000) !== 0;
    if (hasSync && isVersionAndLayer && (bits & 0xf000) !== 0xf000 && (bits & 0x0c00) !== 0x0c00) {
      return at;
    }
  }
  return null;
}

type Found = 'frames' | 'near-miss' | 'none';

/** @param least So many are enough where the leg ends with them. */
function* readFrames(at: number, least: number): Recognition<Found> {
  const { bytes: start } = yield { from: at, byteCount: MPEG_HEADER_BYTES };
  const first = readMpegFrame(start, 0);
  if (!first) return 'none';
  const freeBytes = first.bitRate === 0 ? yield* findFreeFrameBytes(at, first) : 0;
  if (freeBytes === null) return 'near-miss';

  let count = 0;
  let offset = 0;
  for (;;) {
    const given = yield { from: at, byteCount: offset + FRAME_START_BYTES };
    const { bytes, isWhole } = given;
    // The last frame of a leg that was cut.
    if (isWhole && offset > bytes.length) return count > 1 ? 'frames' : 'none';
    if (isEndOfSound(given, offset)) return count >= least ? 'frames' : 'none';
    const frame = readMpegFrame(bytes, offset);
    const isNext = frame && isSameStream(first, frame) && isFree(frame) === isFree(first);
    if (!frame || !isNext || !isMpegFrameSound(bytes, offset, frame)) {
      return count > 1 ? 'near-miss' : 'none';
    }
    if (count === FRAMES_IN_A_ROW - 1) {
      return isPattern(bytes.subarray(0, offset), first) ? 'near-miss' : 'frames';
    }
    count += 1;
    offset += isFree(frame) ? freeBytes + paddingOf(bytes, offset, frame) : frame.frameBytes;
  }
}

/** Length of a frame without padding, where none of them states it: what lies between the first two. */
function* findFreeFrameBytes(at: number, first: MpegFrame): Recognition<number | null> {
  const byteCount = MPEG_HEADER_BYTES + MOST_FREE_FRAME_BYTES;
  const { bytes } = yield { from: at, byteCount };
  for (let offset = LEAST_FREE_FRAME_BYTES; offset < MOST_FREE_FRAME_BYTES; offset += 1) {
    const next = readMpegFrame(bytes, offset);
    if (next && isFree(next) && isSameStream(first, next)) {
      return offset - paddingOf(bytes, 0, first);
    }
  }
  return null;
}

const isFree = (frame: MpegFrame): boolean => frame.bitRate === 0;

function paddingOf(bytes: Uint8Array, offset: number, { layer }: MpegFrame): number {
  const isPadded = ((bytes[offset + 2] ?? 0) & 2) !== 0;
  return isPadded ? (layer === 1 ? 4 : 1) : 0;
}

/** A tag may follow the last frame, or less than a header of another. */
function isEndOfSound({ bytes, isWhole }: GivenBytes, offset: number): boolean {
  if (offset > bytes.length) return false;
  const rest = bytes.subarray(offset);
  const isTag = /^(?:TAG|APETAGEX|LYRICS)/.test(rest.toString('latin1', 0, 8));
  return isTag || (isWhole && rest.length < MPEG_HEADER_BYTES);
}

/** Frames hold headers of their kind within them by rare chance; a tone or silence has them all over. */
function isPattern(bytes: Buffer, first: MpegFrame): boolean {
  let inner = 0;
  let offset = bytes.indexOf(0xff, 1);
  for (; offset >= 0 && inner <= FRAMES_IN_A_ROW; offset = bytes.indexOf(0xff, offset + 1)) {
    const frame = readMpegFrame(bytes, offset);
    if (frame && isSameStream(first, frame)) inner += 1;
  }
  // The second frame is among them.
  return inner > FRAMES_IN_A_ROW;
}
