import { LegatoError } from '@/lib/errors';
import type { AudioForm } from './audio-form';
import { toWaveForm, WAVE_TAG, type WaveFields } from './wave-form';

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

const unreadable = (message: string) => new LegatoError('recording-unreadable', message);
