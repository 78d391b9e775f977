import type { Actor } from '@/lib/access/actor';
import type { LegSound } from '@/lib/audio/spool/leg-sound';
import type { LegSource } from '@/lib/audio/spool/leg-source';
import type { Marks, Peaks } from '@/lib/contract/waveform';
import { openRecording } from './open-recording';
import type { Services } from './services';

/** How long a question waits for the end of a leg. Most legs have arrived by then. */
const PATIENCE_MS = 2_000;

/** What is not known before a leg has arrived. */
const NOTHING_YET = { marks: [], loudness: { speechDb: null, peakDb: null }, talk: null };

/**
 * The waveform of a leg, fetched from the PBX where it is not at hand. A leg that is still arriving is
 * answered after about two seconds with the part that has come.
 *
 * @throws LegatoError `not-found`, `recording-…`, `spool-unavailable`; NoojeeError when the PBX fails.
 */
export async function getPeaks(
  services: Services,
  actor: Actor,
  leg: { uniqueId: string; leg: number },
  signal: AbortSignal,
): Promise<Peaks> {
  return peaksOf(await findAndMeasure(services, actor, leg, signal));
}

/**
 * What is heard where in a leg, how loud it is and who speaks. None of that is known while it arrives.
 *
 * @throws As `getPeaks`.
 */
export async function getMarks(
  services: Services,
  actor: Actor,
  leg: { uniqueId: string; leg: number },
  signal: AbortSignal,
): Promise<Marks> {
  return marksOf(await findAndMeasure(services, actor, leg, signal));
}

async function findAndMeasure(
  services: Services,
  actor: Actor,
  { uniqueId, leg }: { uniqueId: string; leg: number },
  signal: AbortSignal,
): Promise<LegSound> {
  const { source } = await openRecording(services, actor, uniqueId, leg, signal);
  return measureLeg(services, source, signal);
}

/**
 * What is known of the sound of a leg that the actor may hear. Where it is still arriving, the part that
 * has come after about two seconds: asking again at once keeps it coming.
 *
 * @throws As `Spool.measure`.
 */
export function measureLeg(
  services: Services,
  source: LegSource,
  signal: AbortSignal,
): Promise<LegSound> {
  return services.spool.measure(source, signal, PATIENCE_MS);
}

/** The waveform as the contract has it. */
export function peaksOf({ arrival, peaks }: LegSound): Peaks {
  return { arrival, ...peaks, peaks: base64(peaks.peaks), rms: base64(peaks.rms) };
}

/** The marks as the contract has them. */
export function marksOf({ arrival, peaks, marks }: LegSound): Marks {
  return { arrival, durationSeconds: peaks.durationSeconds, ...(marks ?? NOTHING_YET) };
}

const base64 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');
