import type { MeasuredMarks, MeasuredPeaks } from '@/lib/audio/measure/measured-leg';
import type { Arrival } from '@/lib/contract/waveform';
import type { SpoolEntry } from './spool-entry';

/** What is known of a leg's sound. */
export interface LegSound {
  arrival: Arrival;
  peaks: MeasuredPeaks;
  /** Null until the leg has come and all of it is measured. */
  marks: MeasuredMarks | null;
}

/** Told while nothing has come yet: what most PBXs record, and none of it. */
const NOTHING_YET: MeasuredPeaks = {
  channels: 1,
  sampleRate: 8_000,
  samplesPerPeak: 160,
  durationSeconds: 0,
  peaks: new Uint8Array(0),
  rms: new Uint8Array(0),
};

/**
 * Waits until a leg has come and is measured, for so long at most, and tells what there is.
 *
 * @throws What the download failed with, `recording-unreadable` where the sound cannot be decoded; the
 *   reason of `signal`.
 */
export async function measureEntry(
  entry: SpoolEntry,
  signal: AbortSignal,
  patienceMs: number,
): Promise<LegSound> {
  const patience = AbortSignal.timeout(patienceMs);
  try {
    const waiting = AbortSignal.any([signal, patience]);
    return await untilAborted(whole(entry, waiting), waiting);
  } catch (error) {
    if (!patience.aborted || signal.aborted) throw error;
  }
  const soFar = await untilAborted(entry.meter?.soFar() ?? Promise.resolve(null), signal);
  const peaks = soFar ?? NOTHING_YET;
  const durationSeconds = Math.max(peaks.durationSeconds, statedSeconds(entry));
  return { arrival: 'arriving', peaks: { ...peaks, durationSeconds }, marks: null };
}

async function whole(entry: SpoolEntry, signal: AbortSignal): Promise<LegSound> {
  // What cannot be played says so before all of it has come.
  await entry.whenReady('played', signal);
  await entry.settled;
  const { state, meter } = entry;
  if (state.name === 'failed') throw state.error;
  if (!meter) throw new Error('the leg has come and was not measured');
  const { peaks, marks } = await meter.measured;
  return { arrival: state.name === 'broken-off' ? 'broken-off' : 'complete', peaks, marks };
}

/** Length of what will have come, where it follows from its size. */
function statedSeconds({ edition }: SpoolEntry): number {
  if (edition?.form.sound?.kind !== 'sampled') return 0;
  return edition.soundBytes / edition.form.bytesPerSecond;
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
