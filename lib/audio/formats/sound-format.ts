/** How one sample stands in the bytes that are served. */
export type SampleCoding = 'pcm8' | 'pcm16' | 'pcm24' | 'a-law' | 'mu-law';

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
  'a-law': 1,
  'mu-law': 1,
};
