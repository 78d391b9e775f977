import { LegatoError } from '@/lib/errors';
import type { SampleCoding } from './audio-form';
import { WAVE_TAG, type WaveFields } from './wave-fields';

/**
 * How the samples of a WAV file are written. Fields that contradict one another are weighed: bits per sample
 * says it, rounded up to bytes, and where it says nothing the size of a frame does.
 *
 * @throws LegatoError `recording-unreadable` for a format that is not decoded here.
 */
export function codingOf(fields: WaveFields): SampleCoding {
  const { tag, bitsPerSample } = fields;
  if (tag === WAVE_TAG.aLaw) return 'a-law';
  if (tag === WAVE_TAG.muLaw) return 'mu-law';
  if (tag !== WAVE_TAG.pcm && tag !== WAVE_TAG.float) {
    throw unreadable(
      `This leg is a WAV file with the format 0x${tag.toString(16)}, which Legato cannot play.`,
    );
  }
  const isFloat = tag === WAVE_TAG.float;
  const coding = (isFloat ? FLOAT : PCM)[sampleBytes(fields)];
  if (coding) return coding;
  throw unreadable(
    isFloat
      ? `This leg is a WAV file with ${bitsPerSample} bits per floating-point sample; Legato plays 32 and 64.`
      : `This leg is a WAV file with ${bitsPerSample} bits per sample; Legato plays up to 32.`,
  );
}

function sampleBytes(fields: WaveFields): number {
  const { tag, channels, bitsPerSample } = fields;
  const framed = fields.blockAlign / channels;
  const rated = fields.byteRate / fields.sampleRate / channels;
  const coded = Math.ceil(bitsPerSample / 8);
  const isKnown = tag === WAVE_TAG.float ? coded === 4 || coded === 8 : coded > 0;
  if (!isKnown) return Number.isInteger(framed) && framed > 0 ? framed : rated;
  // 17 to 24 bits are also kept in the upper part of 32, by writers who then state both other fields so.
  const isRoomy = tag === WAVE_TAG.pcm && coded === 3 && framed === 4 && rated === 4;
  return isRoomy ? framed : coded;
}

const PCM: Partial<Record<number, SampleCoding>> = {
  1: 'pcm8',
  2: 'pcm16',
  3: 'pcm24',
  4: 'pcm32',
};
const FLOAT: Partial<Record<number, SampleCoding>> = { 4: 'float32', 8: 'float64' };

const unreadable = (message: string) => new LegatoError('recording-unreadable', message);
