import { MPEG_HEADER_BYTES, type MpegFrame } from './mpeg-frame';

/** Pairs of values that fit into a granule of 576. */
const MOST_BIG_VALUES = 288;
const FORBIDDEN_ALLOCATION = 15;
const RESERVED_EMPHASIS = 2;

/**
 * Whether what stands behind a frame's header can be what an encoder wrote there: the side information of
 * layer III, the allocation of layer I (ISO/IEC 11172-3 sections 2.4.1.5 and 2.4.1.7, 13818-3).
 *
 * @param bytes Fewer than a frame may be there; what is missing is not judged.
 */
export function isMpegFrameSound(bytes: Uint8Array, offset: number, frame: MpegFrame): boolean {
  const [, kind = 0, , mode = 0] = bytes.subarray(offset, offset + MPEG_HEADER_BYTES);
  if ((mode & 3) === RESERVED_EMPHASIS) return false;
  const hasChecksum = (kind & 1) === 0;
  const side = bytes.subarray(offset + MPEG_HEADER_BYTES + (hasChecksum ? 2 : 0));
  if (frame.layer === 3) return isSideInformation(side, frame);
  return frame.layer === 2 || isAllocation(side, frame, (mode >> 4) & 7);
}

function isSideInformation(side: Uint8Array, { version, channels }: MpegFrame): boolean {
  const isVersion1 = version === 1;
  // Main data's beginning, private bits, and of version 1 which scale factors are shared.
  let bit = isVersion1 ? 9 + (channels === 1 ? 5 : 3) + 4 * channels : 8 + channels;
  const scaleBits = isVersion1 ? 4 : 9;
  for (let granule = 0; granule < channels * (isVersion1 ? 2 : 1); granule += 1) {
    const end = bit + (isVersion1 ? 59 : 63);
    if (end > side.length * 8) return true;
    if (bitsAt(side, bit + 12, 9) > MOST_BIG_VALUES) return false;
    const windowAt = bit + 12 + 9 + 8 + scaleBits;
    const isSwitched = bitsAt(side, windowAt, 1) === 1;
    if (isSwitched && bitsAt(side, windowAt + 1, 2) === 0) return false;
    bit = end;
  }
  return true;
}

/** @param mode The mode and the first bit of its extension. */
function isAllocation(side: Uint8Array, { channels }: MpegFrame, mode: number): boolean {
  const isJoint = mode >> 1 === 1 && channels === 2;
  // Of joint stereo the bands above a bound have one allocation for both channels; those below are enough.
  const count = Math.min(isJoint ? 8 : 32 * channels, side.length * 2);
  for (let band = 0; band < count; band += 1) {
    if (bitsAt(side, band * 4, 4) === FORBIDDEN_ALLOCATION) return false;
  }
  return true;
}

function bitsAt(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let bit = at; bit < at + count; bit += 1) {
    value = value * 2 + (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
  }
  return value;
}
