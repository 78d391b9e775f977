import { LegatoError } from '@/lib/errors';
import { type AudioForm, passedOn, SAMPLE_BYTES, type SampleCoding } from './audio-form';
import { waveHeader } from './wave-header';

/** GSM 6.10 as it is stored in WAV files: 65 bytes hold two frames of 160 samples. */
export const GSM_BLOCK_BYTES = 65;
/** The same block as 16-bit samples. */
export const DECODED_BLOCK_BYTES = 640;

/** More than this before the sound is no recording of a PBX. */
const MAX_BYTES_BEFORE_SOUND = 1024 * 1024;

/** A size that a writer leaves behind that did not know it yet is at least this, or zero. */
const UNKNOWN_SIZE_FROM = 0x7fff_0000;

/**
 * Walks the chunks of a WAV file up to its sound.
 *
 * @param start At least the 12 bytes of the RIFF header.
 * @returns null when the sound does not begin within `start`.
 * @throws LegatoError `recording-unreadable` with what is wrong.
 */
export function readWave(start: Buffer): AudioForm | null {
  if (start.toString('latin1', 8, 12) !== 'WAVE') {
    throw unreadable('This leg is a RIFF file, but it holds no WAV audio.');
  }
  let format: WaveFields | null = null;
  let offset = 12;
  while (offset + 8 <= start.length) {
    const id = start.toString('latin1', offset, offset + 4);
    const size = start.readUInt32LE(offset + 4);
    const content = offset + 8;

    if (id === 'data') {
      if (!format) throw unreadable('The WAV header of this leg has no format before its sound.');
      const file = statedSize(start.readUInt32LE(4));
      const stated = { sound: statedSize(size), file: file === null ? null : file + 8 };
      return toWaveForm(format, content, stated);
    }
    if (id === 'fmt ') {
      if (size < 16)
        throw unreadable('The WAV header of this leg has a format chunk that is too short.');
      if (content + Math.min(size, 40) > start.length) return null;
      format = readFormat(start.subarray(content, content + size));
    }
    offset = content + size + (size % 2);
    if (offset > MAX_BYTES_BEFORE_SOUND) {
      throw unreadable('The WAV header of this leg has no sound in its first megabyte.');
    }
  }
  return null;
}

/**
 * null where the writer did not know it yet. Zero too: Asterisk writes a whole and true header for no
 * sound when it begins a file, and puts it right at the end.
 */
const statedSize = (size: number) => (size === 0 || size >= UNKNOWN_SIZE_FROM ? null : size);

function readFormat(chunk: Buffer): WaveFields {
  const tag = chunk.readUInt16LE(0);
  if (tag === WAVE_TAG.extensible && chunk.length < 40) {
    throw unreadable('The WAV header of this leg has an extensible format that is too short.');
  }
  return {
    tag: tag === WAVE_TAG.extensible ? chunk.readUInt16LE(24) : tag,
    channels: chunk.readUInt16LE(2),
    sampleRate: chunk.readUInt32LE(4),
    byteRate: chunk.readUInt32LE(8),
    blockAlign: chunk.readUInt16LE(12),
    bitsPerSample: chunk.readUInt16LE(14),
  };
}

/** Format tags of a WAV file's `fmt ` chunk (API note section 5). */
const WAVE_TAG = {
  pcm: 1,
  aLaw: 6,
  muLaw: 7,
  gsm: 0x31,
  mp3: 0x55,
  extensible: 0xfffe,
} as const;

const WAVE_FILE = { contentType: 'audio/wav', extension: 'wav' };

/** The fields of a `fmt ` chunk. */
interface WaveFields {
  tag: number;
  channels: number;
  sampleRate: number;
  byteRate: number;
  blockAlign: number;
  bitsPerSample: number;
}

/**
 * What is served of a WAV file with this format.
 *
 * @param soundOffset Where its sound begins.
 * @param stated The lengths that it states; null where they cannot be right.
 * @throws LegatoError `recording-unreadable` for a format that no browser plays and Legato does not decode.
 */
function toWaveForm(
  format: WaveFields,
  soundOffset: number,
  stated: { sound: number | null; file: number | null },
): AudioForm {
  const { tag, channels, sampleRate } = format;
  const place = { soundOffset, statedSoundBytes: stated.sound, statedFileBytes: stated.file };
  if (tag === WAVE_TAG.mp3) {
    return passedOn(
      { contentType: 'audio/mpeg', extension: 'mp3' },
      {
        original: WAVE_FILE,
        bytesPerSecond: format.byteRate || 4_000,
        ...place,
        sound: { kind: 'packed', container: 'mp3' },
      },
    );
  }
  if (channels < 1 || channels > 8) {
    throw unreadable(`The WAV header of this leg states ${channels} channels.`);
  }
  if (sampleRate < 1_000 || sampleRate > 384_000) {
    throw unreadable(`The WAV header of this leg states ${sampleRate} samples per second.`);
  }
  const wave = {
    ...WAVE_FILE,
    original: WAVE_FILE,
    unplayable: null,
    ...place,
    isPadded: true,
  };

  if (tag === WAVE_TAG.gsm) {
    if (channels !== 1 || format.blockAlign !== GSM_BLOCK_BYTES) {
      throw unreadable('This leg is GSM audio in blocks that Legato does not know.');
    }
    const served = { tag: WAVE_TAG.pcm, channels, sampleRate, bitsPerSample: 16 };
    return {
      ...wave,
      wave: served,
      bytesPerSecond: sampleRate * 2,
      unitBytes: GSM_BLOCK_BYTES,
      codec: 'gsm',
      servedUnitBytes: DECODED_BLOCK_BYTES,
      header: (bytes) => waveHeader(served, bytes),
      sound: { kind: 'sampled', coding: 'pcm16', channels, sampleRate },
    };
  }
  const coding = playableCoding(format);
  const bitsPerSample = 8 * SAMPLE_BYTES[coding];
  const frameBytes = (channels * bitsPerSample) / 8;
  if (format.blockAlign !== frameBytes) {
    throw unreadable(
      `The WAV header of this leg states ${format.blockAlign} bytes per frame where its format has ${frameBytes}.`,
    );
  }
  const served = { tag, channels, sampleRate, bitsPerSample };
  return {
    ...wave,
    wave: served,
    bytesPerSecond: sampleRate * frameBytes,
    unitBytes: frameBytes,
    codec: null,
    servedUnitBytes: frameBytes,
    header: (bytes) => waveHeader(served, bytes),
    sound: { kind: 'sampled', coding, channels, sampleRate },
  };
}

/** How samples are encoded in a format that every browser plays. */
function playableCoding({ tag, bitsPerSample }: WaveFields): SampleCoding {
  if (tag === WAVE_TAG.aLaw) return 'a-law';
  if (tag === WAVE_TAG.muLaw) return 'mu-law';
  if (tag !== WAVE_TAG.pcm) {
    throw unreadable(
      `This leg is a WAV file with the format 0x${tag.toString(16)}, which Legato cannot play.`,
    );
  }
  if (bitsPerSample === 8) return 'pcm8';
  if (bitsPerSample === 16) return 'pcm16';
  if (bitsPerSample === 24) return 'pcm24';
  throw unreadable(
    `This leg is a WAV file with ${bitsPerSample} bits per sample; Legato plays 8, 16 and 24.`,
  );
}

const unreadable = (message: string) => new LegatoError('recording-unreadable', message);
