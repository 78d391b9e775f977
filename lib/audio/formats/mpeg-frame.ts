/** What the four bytes before each MPEG audio frame say (ISO/IEC 11172-3 section 2.4.1.3, 13818-3). */
export interface MpegFrame {
  version: 1 | 2 | 2.5;
  layer: 1 | 2 | 3;
  sampleRate: number;
  channels: 1 | 2;
  /** Bits a second; 0 for a free format, whose frames state no length. */
  bitRate: number;
  /** Of the frame with its header; 0 for a free format. */
  frameBytes: number;
  /** Of one channel. */
  sampleCount: number;
}

/** Bytes of a frame's header. */
export const MPEG_HEADER_BYTES = 4;

/**
 * Reads the header of an MPEG audio frame.
 *
 * @returns Null where there is none at this place, or not all of its bytes.
 */
export function readMpegFrame(bytes: Uint8Array, offset: number): MpegFrame | null {
  if (offset + MPEG_HEADER_BYTES > bytes.length) return null;
  const [sync = 0, kind = 0, rates = 0, mode = 0] = bytes.subarray(offset, offset + 4);
  if (sync !== 0xff || (kind & 0xe0) !== 0xe0) return null;
  const version = VERSIONS[(kind >> 3) & 3];
  const layer = LAYERS[(kind >> 1) & 3];
  const rateOfVersion1 = SAMPLE_RATES[(rates >> 2) & 3];
  if (!version || !layer || !rateOfVersion1) return null;
  const kilobits = KILOBITS[version === 1 ? 1 : 2][layer][rates >> 4];
  if (kilobits === undefined) return null;

  const sampleRate = rateOfVersion1 / (version === 1 ? 1 : version === 2 ? 2 : 4);
  const bitRate = kilobits * 1_000;
  const hasPadding = (rates & 2) !== 0;
  const sampleCount = layer === 1 ? 384 : layer === 3 && version !== 1 ? 576 : 1_152;
  const slotBytes = layer === 1 ? 4 : 1;
  const slots = Math.floor((sampleCount * bitRate) / 8 / slotBytes / sampleRate);
  return {
    version,
    layer,
    sampleRate,
    channels: mode >> 6 === 3 ? 1 : 2,
    bitRate,
    frameBytes: bitRate === 0 ? 0 : (slots + (hasPadding ? 1 : 0)) * slotBytes,
    sampleCount,
  };
}

/** Whether two frames can follow one another in one stream: what may change is the bit rate alone. */
export const isSameStream = (one: MpegFrame, other: MpegFrame): boolean =>
  one.version === other.version &&
  one.layer === other.layer &&
  one.sampleRate === other.sampleRate &&
  one.channels === other.channels;

const VERSIONS = [2.5, undefined, 2, 1] as const;
const LAYERS = [undefined, 3, 2, 1] as const;
const SAMPLE_RATES = [44_100, 48_000, 32_000, undefined] as const;

/** Thousands of bits a second by version and layer; the sixteenth value is forbidden. */
const LOW_KILOBITS = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const KILOBITS = {
  1: {
    1: [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    2: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  },
  2: {
    1: [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    2: LOW_KILOBITS,
    3: LOW_KILOBITS,
  },
} as const;
