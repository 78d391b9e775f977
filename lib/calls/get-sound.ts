import type { Actor } from '@/lib/access/actor';
import { type LegSound, noSound } from '@/lib/audio/spool/leg-sound';
import type { LegSource } from '@/lib/audio/spool/leg-source';
import type { Marks, Peaks } from '@/lib/contract/waveform';
import { openRecording } from './open-recording';
import type { Services } from './services';

/** How long a question waits for the end of a leg. Most legs have arrived by then. */
const PATIENCE_MS = 2_000;

/** What is not known before a leg has arrived. */
const NOTHING_YET = { marks: [], loudness: { speechDb: null, peakDb: null }, talk: null };

/** One leg of a call, by its number. */
interface AskedLeg {
  uniqueId: string;
  leg: number;
}

/**
 * The waveform of a leg. One that is still arriving is answered after about two seconds with the part that
 * has come. What is fetched for it is said at `measureLeg`.
 *
 * @throws LegatoError `not-found`, `recording-…`, `spool-unavailable`; NoojeeError when the PBX fails.
 */
export async function getPeaks(
  services: Services,
  actor: Actor,
  leg: AskedLeg,
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
  leg: AskedLeg,
  signal: AbortSignal,
): Promise<Marks> {
  return marksOf(await findAndMeasure(services, actor, leg, signal));
}

async function findAndMeasure(
  services: Services,
  actor: Actor,
  { uniqueId, leg }: AskedLeg,
  signal: AbortSignal,
): Promise<LegSound> {
  const { source } = await openRecording(services, actor, uniqueId, leg, signal);
  return measureLeg(services, source, signal);
}

/**
 * What is known of the sound of a leg that the actor may hear. Where it is still arriving, the part that
 * has come after about two seconds: asking again at once keeps it coming.
 *
 * @param options With `keptOnly` nothing is fetched or waited for.
 *
 * `WAVES` decides here, and nowhere else, what is fetched: with `always` the leg, where it is not at hand;
 * with `on-play` nothing, so that a leg that nobody plays is `not-fetched`; with `never` it is
 * `not-measured`.
 *
 * @throws As `Spool.measure`.
 */
export async function measureLeg(
  { spool, waves, directory }: Services,
  source: LegSource,
  signal: AbortSignal,
  { keptOnly = false }: { keptOnly?: boolean } = {},
): Promise<LegSound> {
  if (waves === 'never') return noSound('not-measured');
  const sound = await spool.measure(source, signal, keptOnly ? 0 : PATIENCE_MS, {
    mayFetch: waves === 'always' && !keptOnly,
  });
  const { durationSeconds } = sound.peaks;
  if (sound.arrival === 'complete' && durationSeconds > 0) {
    directory.learnLength(source, durationSeconds);
  }
  return sound;
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
