import type { MeasuredMarks } from '@/lib/audio/marks/marks-of';

/** The waveform of a leg, or of what has come of it. */
export interface MeasuredPeaks {
  channels: number;
  sampleRate: number;
  /** Samples of one channel that one peak stands for: 20 ms. */
  samplesPerPeak: number;
  durationSeconds: number;
  /** int8: for each peak and channel the lowest and the highest sample / 256. */
  peaks: Uint8Array;
  /** uint8: for each peak and channel the root mean square / 256. */
  rms: Uint8Array;
}

/** All that is known of a leg once its last byte was measured. */
export interface MeasuredLeg {
  peaks: MeasuredPeaks;
  marks: MeasuredMarks;
}
