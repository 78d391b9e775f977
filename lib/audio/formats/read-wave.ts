import { LegatoError } from '@/lib/errors';
import { MOST_BYTES_BEFORE_SOUND, type Recognition } from './recognition';
import { EXTENSIBLE_TAG, type WaveFields } from './wave-fields';
import { toWaveForm } from './wave-form';

/** A size that a writer leaves behind that did not know it yet is at least this, or zero. */
const UNKNOWN_SIZE_FROM = 0x7fff_0000;
/** The size that stands for another, in the chunk `ds64`. */
const SIZE_ELSEWHERE = 0xffff_ffff;

const FILE_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const LEAST_FORMAT_BYTES = 16;
/** As much of a format chunk as is read. */
const FORMAT_BYTES = 40;
const LONG_SIZES_BYTES = 16;

/**
 * Walks the chunks of a WAV file up to its sound: RIFF, RIFX, RF64 and BW64.
 *
 * @param at Where it begins in the leg.
 */
export function* readWave(at: number): Recognition {
  const { bytes: head } = yield { from: at, byteCount: FILE_HEADER_BYTES };
  if (head.length < FILE_HEADER_BYTES) throw cutShort();
  if (head.toString('latin1', 8, 12) !== 'WAVE') {
    throw unreadable('This leg is a RIFF file, but it holds no WAV audio.');
  }
  const isBigEndian = head.toString('latin1', 0, 4) === 'RIFX';
  const read = isBigEndian ? BIG_ENDIAN : LITTLE_ENDIAN;
  const riffBytes = statedSize(read.uint32(head, 4));
  let file = riffBytes;
  let longSoundBytes: number | null = null;
  let format: WaveFields | null = null;
  let chunkAt = at + FILE_HEADER_BYTES;

  for (;;) {
    if (chunkAt - at > MOST_BYTES_BEFORE_SOUND) {
      throw unreadable('The WAV header of this leg has no sound in its first 16 megabytes.');
    }
    const { bytes: header } = yield { from: chunkAt, byteCount: CHUNK_HEADER_BYTES };
    if (header.length < CHUNK_HEADER_BYTES) throw cutShort();
    const id = header.toString('latin1', 0, 4);
    const size = read.uint32(header, 4);
    const content = chunkAt + CHUNK_HEADER_BYTES;

    if (id === 'data') {
      if (!format) throw unreadable('The WAV header of this leg has no format before its sound.');
      const sound = size === SIZE_ELSEWHERE ? longSoundBytes : statedSize(size);
      const stated = { sound, file: file === null ? null : at + CHUNK_HEADER_BYTES + file };
      return yield* toWaveForm(format, content, stated);
    }
    if (id === 'fmt ') format = yield* readFormat(content, size, isBigEndian);
    if (id === 'ds64') {
      const { bytes } = yield { from: content, byteCount: LONG_SIZES_BYTES };
      if (bytes.length < LONG_SIZES_BYTES) throw cutShort();
      file = longSize(bytes.readBigUInt64LE(0)) ?? riffBytes;
      longSoundBytes = longSize(bytes.readBigUInt64LE(8));
    }
    chunkAt = content + size;
    if (size % 2 === 1 && chunkAt - at <= MOST_BYTES_BEFORE_SOUND) {
      chunkAt += yield* paddingAt(chunkAt);
    }
  }
}

/** A chunk of an odd size is followed by a zero; some writers forget it. */
function* paddingAt(at: number): Recognition<number> {
  const { bytes } = yield { from: at, byteCount: 4 };
  return KNOWN_CHUNKS.has(bytes.toString('latin1', 0, 4)) ? 0 : 1;
}

const KNOWN_CHUNKS: ReadonlySet<string> = new Set(
  'data,fmt ,fact,LIST,bext,JUNK,junk,PAD ,FLLR,id3 ,ID3 ,cue ,PEAK,iXML,axml,ds64,smpl,inst'.split(
    ',',
  ),
);

interface Numbers {
  uint16(bytes: Buffer, offset: number): number;
  uint32(bytes: Buffer, offset: number): number;
}
const LITTLE_ENDIAN: Numbers = {
  uint16: (bytes, offset) => bytes.readUInt16LE(offset),
  uint32: (bytes, offset) => bytes.readUInt32LE(offset),
};
const BIG_ENDIAN: Numbers = {
  uint16: (bytes, offset) => bytes.readUInt16BE(offset),
  uint32: (bytes, offset) => bytes.readUInt32BE(offset),
};

/**
 * null where the writer did not know it yet. Zero too: Asterisk writes a whole and true header for no
 * sound when it begins a file, and puts it right at the end.
 */
const statedSize = (size: number) => (size === 0 || size >= UNKNOWN_SIZE_FROM ? null : size);

const longSize = (size: bigint) =>
  size === 0n || size > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(size);

function* readFormat(at: number, size: number, isBigEndian: boolean): Recognition<WaveFields> {
  if (size < LEAST_FORMAT_BYTES) {
    throw unreadable('The WAV header of this leg has a format chunk that is too short.');
  }
  const length = Math.min(size, FORMAT_BYTES);
  const { bytes } = yield { from: at, byteCount: length };
  if (bytes.length < length) throw cutShort();
  const { uint16, uint32 } = isBigEndian ? BIG_ENDIAN : LITTLE_ENDIAN;
  const tag = uint16(bytes, 0);
  if (tag === EXTENSIBLE_TAG && length < FORMAT_BYTES) {
    throw unreadable('The WAV header of this leg has an extensible format that is too short.');
  }
  return {
    tag: tag === EXTENSIBLE_TAG ? uint16(bytes, 24) : tag,
    channels: uint16(bytes, 2),
    sampleRate: uint32(bytes, 4),
    byteRate: uint32(bytes, 8),
    blockAlign: uint16(bytes, 12),
    bitsPerSample: uint16(bytes, 14),
    isBigEndian,
  };
}

const cutShort = () =>
  new LegatoError(
    'recording-empty',
    'The PBX sent the beginning of a WAV header and no sound for this leg.',
  );

const unreadable = (message: string) => new LegatoError('recording-unreadable', message);
