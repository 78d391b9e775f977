import { readFlacFrame } from '@/lib/audio/formats/flac-frame';

/** How much sound the packets of an Ogg stream hold, told from their first bytes. */
export interface PacketLengths {
  /** What granules count in a second. */
  granuleRate: number;
  /** Of Vorbis, whose long pages browsers do not find their way in; null for the others. */
  channels: number | null;
  /** Packets at the start that hold no sound, the first included. */
  headerCount: number;
  /** Takes a packet of headers after the first, whole. */
  readHeader(packet: Buffer): void;
  /** Granules of the next packet of sound. `start` has at least its first 20 bytes, where there are so many. */
  lengthOf(start: Buffer): number;
}

/** @returns Null where the first packet names no codec that is known here. */
export function packetLengthsOf(first: Buffer): PacketLengths | null {
  const name = first.toString('latin1', 0, 8);
  if (name === 'OpusHead') return OPUS;
  if (name === 'Speex   ' && first.length >= 72) return speexLengths(first);
  if (name.startsWith('\x01vorbis') && first.length >= 29) return vorbisLengths(first);
  if (name.startsWith('\x7fFLAC') && first.length >= 51) return flacLengths(first);
  return null;
}

/** Samples of a frame at 48 kHz by the configuration in its first byte (RFC 6716 section 3.1). */
function opusFrameSamples(configuration: number): number {
  if (configuration < 12) return [480, 960, 1_920, 2_880][configuration & 3] ?? 0;
  if (configuration < 16) return [480, 960][configuration & 1] ?? 0;
  return [120, 240, 480, 960][configuration & 3] ?? 0;
}

const OPUS: PacketLengths = {
  granuleRate: 48_000,
  channels: null,
  headerCount: 2,
  readHeader: () => {},
  lengthOf([kind = 0, count = 0]) {
    const code = kind & 3;
    const frames = code === 0 ? 1 : code === 3 ? count & 0x3f : 2;
    return frames * opusFrameSamples(kind >> 3);
  },
};

/** The fields of the Speex header (its manual, section 7). */
function speexLengths(first: Buffer): PacketLengths {
  const samples = first.readUInt32LE(56) * Math.max(1, first.readUInt32LE(64));
  return {
    granuleRate: first.readUInt32LE(36),
    channels: null,
    headerCount: 2 + Math.min(16, first.readUInt32LE(68)),
    readHeader: () => {},
    lengthOf: () => samples,
  };
}

/** Where STREAMINFO begins in the first packet, and in it the block size and the rate. */
const FLAC_INFO_OFFSET = 17;

function flacLengths(first: Buffer): PacketLengths {
  const blockSize = first.readUInt16BE(FLAC_INFO_OFFSET);
  return {
    granuleRate: first.readUInt32BE(FLAC_INFO_OFFSET + 10) >>> 12,
    channels: null,
    headerCount: 1 + first.readUInt16BE(7),
    readHeader: () => {},
    lengthOf: (start) => readFlacFrame(start, 0, blockSize)?.sampleCount ?? 0,
  };
}

/**
 * A packet of Vorbis gives a quarter of its own block and of the one before it; the first gives nothing. Which of
 * two sizes a block has is told by its mode (Vorbis I specification, section 4.3).
 */
function vorbisLengths(first: Buffer): PacketLengths {
  const sizes = first.readUInt8(28);
  const blockSizes = [2 ** (sizes & 15), 2 ** (sizes >> 4)] as const;
  let modes: readonly boolean[] = [];
  let before = 0;
  return {
    granuleRate: first.readUInt32LE(12),
    channels: first.readUInt8(11),
    headerCount: 3,
    readHeader(packet) {
      if (packet[0] === 5) modes = vorbisModes(packet);
    },
    lengthOf([head = 0]) {
      // The lowest bit says that it is no sound.
      if ((head & 1) !== 0) return 0;
      const mode = (head >> 1) & ((1 << bitsFor(modes.length)) - 1);
      const size = blockSizes[modes[mode] ? 1 : 0];
      const length = before === 0 ? 0 : (before + size) / 4;
      before = size;
      return length;
    },
  };
}

const bitsFor = (count: number) => (count < 2 ? 0 : 32 - Math.clz32(count - 1));

const MODE_BITS = 41;
const MOST_MODES = 64;

/**
 * Which modes have long blocks. The modes stand last in the setup packet, which can only be read from its front with
 * all that is before them; so they are read from its end: a set bit closes the packet, and before it each mode
 * is a flag, 32 bits of zeros and the number of its mapping, after a count of 6 bits that has to agree.
 */
function vorbisModes(setup: Buffer): readonly boolean[] {
  const bit = (index: number) => ((setup[index >> 3] ?? 0) >> (index & 7)) & 1;
  const number = (index: number, count: number) => {
    let value = 0;
    for (let place = count - 1; place >= 0; place--) value = value * 2 + bit(index + place);
    return value;
  };
  let end = setup.length * 8 - 1;
  while (end > 0 && bit(end) === 0) end -= 1;
  const flags: boolean[] = [];
  let found: readonly boolean[] = [];
  for (let start = end - MODE_BITS; start > 6 && flags.length < MOST_MODES; start -= MODE_BITS) {
    if (number(start + 1, 32) !== 0 || number(start + 33, 8) >= MOST_MODES) break;
    flags.unshift(bit(start) === 1);
    if (number(start - 6, 6) + 1 === flags.length) found = [...flags];
  }
  return found;
}
