import type { MeasuredMarks } from '@/lib/audio/marks/marks-of';
import type { MeasuredPeaks } from '@/lib/audio/measure/measured-leg';
import { untilAborted } from '@/lib/concurrency/until-aborted';
import type { Arrival } from '@/lib/contract/waveform';
import type { SpooledLeg } from './spooled-leg';

/** What is known of a leg's sound. */
export interface LegSound {
  arrival: Arrival;
  peaks: MeasuredPeaks;
  /** Null until the leg has come and all of it is measured. */
  marks: MeasuredMarks | null;
}

/** Nothing of a leg's sound. */
export const noSound = (arrival: Arrival): LegSound => ({
  arrival,
  peaks: NOTHING_YET,
  marks: null,
});

/** Given while nothing has come yet: the format that most PBXs record, and none of it. */
const NOTHING_YET: MeasuredPeaks = {
  channels: 1,
  sampleRate: 8_000,
  samplesPerPeak: 160,
  durationSeconds: 0,
  peaks: new Uint8Array(0),
  rms: new Uint8Array(0),
};

/**
 * Waits until a leg has come and is measured, but no longer than `patienceMs`, and gives what there is.
 *
 * @throws What the download failed with, `recording-unreadable` where the sound cannot be decoded; the
 *   reason of `signal`.
 */
export async function soundOfLeg(
  leg: SpooledLeg,
  signal: AbortSignal,
  patienceMs: number,
): Promise<LegSound> {
  const patience = AbortSignal.timeout(patienceMs);
  try {
    const waiting = AbortSignal.any([signal, patience]);
    return await untilAborted(wholeSound(leg, waiting), waiting);
  } catch (error) {
    if (!patience.aborted || signal.aborted) throw error;
  }
  const soFar = await untilAborted(leg.meter?.soFar() ?? Promise.resolve(null), signal);
  const peaks = soFar ?? NOTHING_YET;
  const durationSeconds = Math.max(peaks.durationSeconds, leg.expectedSeconds);
  return { arrival: 'arriving', peaks: { ...peaks, durationSeconds }, marks: null };
}

async function wholeSound(leg: SpooledLeg, signal: AbortSignal): Promise<LegSound> {
  // A leg that cannot be played is refused before all of it has come.
  await leg.whenReady('played', signal);
  await leg.settled;
  const { state, meter } = leg;
  if (state.name === 'failed') throw state.error;
  if (!meter) throw new Error('the leg has come and was not measured');
  const { peaks, marks } = await meter.measured;
  return { arrival: state.name === 'broken-off' ? 'broken-off' : 'complete', peaks, marks };
}
