import type { LegatoError } from '@/lib/errors';
import type { WaveFormat } from './wave-header';

/** Writers differ on whether the last chunk's padding counts. */
const PADDING_BYTES = 1;

/** What a leg's bytes turned out to be, and what is served in their place. */
export interface AudioForm {
  contentType: string;
  /** Ending of a downloaded file, without the dot. */
  extension: string;
  /** What the PBX sent, as a file: its type and its ending. */
  original: { contentType: string; extension: string };
  /** Why only the original can be had of it; null where it plays. */
  unplayable: LegatoError | null;
  /** How the served sound is written; null where it is no WAV. */
  wave: WaveFormat | null;
  /** How fast the served bytes are heard; an estimate where only the decoder of a browser knows. */
  bytesPerSecond: number;
  /** Bytes of the original before its sound. */
  soundOffset: number;
  /** Length of the sound as the original states it; null when it states none or cannot be right. */
  statedSoundBytes: number | null;
  /** Length of the whole original as it states it; null as above. */
  statedFileBytes: number | null;
  /** The sound is cut to a multiple of this, in bytes of the original: a frame, or a coded block. */
  unitBytes: number;
  /** How a unit is made playable; null where it is passed on as it is. */
  codec: 'gsm' | SampleRecoding | null;
  /** Bytes served for one unit. */
  servedUnitBytes: number;
  /** The header served before so many bytes of served sound. Its length never varies. */
  header(servedSoundBytes: number): Uint8Array;
  /** How the served bytes after the header hold the sound, for those who measure it; null where unplayable. */
  sound: SoundFormat | null;
  /** RIFF chunks are padded to an even length, other containers are not. */
  isPadded: boolean;
}

/** A form whose bytes are passed on as they are, without a header of Legato's. */
export function passedOn(
  type: { contentType: string; extension: string },
  rest: Partial<AudioForm> & Pick<AudioForm, 'bytesPerSecond' | 'sound'>,
): AudioForm {
  return {
    ...type,
    original: type,
    unplayable: null,
    wave: null,
    soundOffset: 0,
    statedSoundBytes: null,
    statedFileBytes: null,
    unitBytes: 1,
    codec: null,
    servedUnitBytes: 1,
    header: () => new Uint8Array(0),
    isPadded: false,
    ...rest,
  };
}

/**
 * Bytes of the original's sound, of `originalBytes` in all. Headers lie (API note section 5): a stated
 * length that is zero, all ones or more than there is counts for nothing. One that is less is
 * believed when the stated length of the file agrees with what is there, as other chunks may follow
 * the sound; otherwise the header was written too early, and the sound goes on to the end.
 */
export function soundBytesOf(form: AudioForm, originalBytes: number): number {
  const there = Math.max(0, originalBytes - form.soundOffset);
  const { statedSoundBytes, statedFileBytes } = form;
  if (statedSoundBytes === null || statedSoundBytes >= there) return there;
  const isFileAsStated =
    statedFileBytes === null || Math.abs(statedFileBytes - originalBytes) <= PADDING_BYTES;
  return isFileAsStated ? statedSoundBytes : there;
}

/** Bytes served for so many bytes of the original's sound, header and padding not counted. */
export function servedBytesOf(form: AudioForm, soundBytes: number): number {
  return Math.floor(soundBytes / form.unitBytes) * form.servedUnitBytes;
}

/** How one sample is encoded. */
export type SampleCoding =
  | 'pcm8'
  | 'pcm16'
  | 'pcm24'
  | 'pcm32'
  | 'float32'
  | 'float64'
  | 'a-law'
  | 'mu-law';

/** How samples of a kind that not every browser plays are written in the original; 16-bit PCM is served. */
export interface SampleRecoding {
  from: SampleCoding;
  /** Whether each has its highest byte first. */
  isBigEndian: boolean;
}

/** Samples one after the other, the channels in turn. */
export interface SampledFormat {
  kind: 'sampled';
  coding: SampleCoding;
  channels: number;
  sampleRate: number;
}

/** Compressed sound, which has to be decoded to be measured. */
export interface PackedFormat {
  kind: 'packed';
  container: 'mp3' | 'ogg' | 'flac';
}

/** How the bytes that are served of a leg, without their header, hold its sound. */
export type SoundFormat = SampledFormat | PackedFormat;

/** Bytes of one sample of one channel. */
export const SAMPLE_BYTES: Record<SampleCoding, number> = {
  pcm8: 1,
  pcm16: 2,
  pcm24: 3,
  pcm32: 4,
  float32: 4,
  float64: 8,
  'a-law': 1,
  'mu-law': 1,
};
