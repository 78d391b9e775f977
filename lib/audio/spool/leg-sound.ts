import type { MeasuredMarks } from '@/lib/audio/marks/marks-of';
import type { MeasuredPeaks } from '@/lib/audio/measure/measured-leg';
import type { Arrival } from '@/lib/contract/waveform';

/** What is known of a leg's sound. */
export interface LegSound {
  arrival: Arrival;
  peaks: MeasuredPeaks;
  /** Null until the leg has come and all of it is measured. */
  marks: MeasuredMarks | null;
}

/** Nothing of a leg's sound: the format that most PBXs record, and none of it. */
export const noSound = (arrival: Arrival): LegSound => ({
  arrival,
  peaks: {
    channels: 1,
    sampleRate: 8_000,
    samplesPerPeak: 160,
    durationSeconds: 0,
    peaks: new Uint8Array(0),
    rms: new Uint8Array(0),
  },
  marks: null,
});
