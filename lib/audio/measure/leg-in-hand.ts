import type { MeasuredLeg, MeasuredPeaks } from './measured-leg';

/** One leg that is being measured: takes its bytes in order. Throws where they cannot be decoded. */
export interface LegInHand {
  add(bytes: Uint8Array): void;
  /** Null while nothing can be told. */
  peaksSoFar(): MeasuredPeaks | null;
  /** Nothing more comes. */
  finish(): MeasuredLeg;
  close(): void;
}
