import type { Actor } from '@/lib/access/actor';
import type { LegSound } from '@/lib/audio/spool/leg-sound';
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
  const { arrival, peaks } = await measureLeg(services, actor, leg, signal);
  return { arrival, ...peaks, peaks: base64(peaks.peaks), rms: base64(peaks.rms) };
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
  const { arrival, peaks, marks } = await measureLeg(services, actor, leg, signal);
  return { arrival, durationSeconds: peaks.durationSeconds, ...(marks ?? NOTHING_YET) };
}

async function measureLeg(
  services: Services,
  actor: Actor,
  { uniqueId, leg }: { uniqueId: string; leg: number },
  signal: AbortSignal,
): Promise<LegSound> {
  const { source } = await openRecording(services, actor, uniqueId, leg, signal);
  return services.spool.measure(source, signal, PATIENCE_MS);
}

const base64 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');
