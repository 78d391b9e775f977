import { DECODED_BLOCK_BYTES, GSM_BLOCK_BYTES } from '@/lib/audio/decode/decode-gsm';
import { LegatoError } from '@/lib/errors';
import { type AudioForm, passedOn } from './audio-form';
import { SAMPLE_BYTES, type SampleCoding } from './sound-format';
import { waveHeader } from './wave-header';

/** Format tags of a WAV file's `fmt ` chunk (API note section 5). */
export const WAVE_TAG = {
  pcm: 1,
  aLaw: 6,
  muLaw: 7,
  gsm: 0x31,
  mp3: 0x55,
  extensible: 0xfffe,
} as const;

const WAVE_FILE = { contentType: 'audio/wav', extension: 'wav' };

/** A `fmt ` chunk, as it stands in the file. */
export interface WaveFields {
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
export function toWaveForm(
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

/** How samples stand in a kind that every browser plays. */
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
