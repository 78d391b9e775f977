import type { MeasuredPeaks } from '@/lib/audio/measure/measured-leg';
import type { Spool } from '@/lib/audio/spool/create-spool';
import type { LegSource } from '@/lib/audio/spool/leg-source';
import { openToItsEnd } from '@/lib/audio/spool/open-to-its-end';
import type { Recording } from '@/lib/audio/spool/recording';
import type { ExportedLeg } from '@/lib/contract/export';
import { isLegatoError } from '@/lib/errors';

/** As much as the longest header that Legato writes, and some sound. */
const HEADER_BYTES = 128;
/** The last piece of an hour is measured in a fraction of this. */
const MEASURING_PATIENCE_MS = 5_000;

export type LegProblem = NonNullable<ExportedLeg['problem']>;

/** A leg of which nothing more will arrive: all of it, or what came before it broke off. */
export interface FetchedLeg {
  recording: Recording;
  problem: LegProblem | null;
}

/**
 * Brings a leg into the spool to its end, so that its size and its header are true before the first
 * byte is passed on. A leg that breaks off is asked for once, and what arrived is given.
 *
 * @returns The leg, which the caller releases; or why there is none.
 * @throws The reason of `signal`; what is no LegatoError.
 */
export async function fetchLeg(
  spool: Spool,
  source: LegSource,
  signal: AbortSignal,
): Promise<FetchedLeg | { recording: null; problem: LegProblem }> {
  try {
    const recording = await openToItsEnd(spool, source, signal, { again: true });
    return { recording, problem: recording.isBrokenOff ? brokenOff : null };
  } catch (error) {
    signal.throwIfAborted();
    return { recording: null, problem: toLegProblem(error) };
  }
}

/**
 * What the PBX sent of a leg that has come, where it differs from what is played. Its sound is the same
 * bytes of the same file, so the header and the last byte tell.
 */
export async function differingOriginal(
  spool: Spool,
  source: LegSource,
  played: Recording,
  signal: AbortSignal,
): Promise<Recording | null> {
  const original = await spool.open(source, signal, { form: 'original' });
  const ends = (recording: Recording) =>
    Promise.all([recording.read(0, HEADER_BYTES), recording.read(recording.size - 1, 1)]);
  const [one, other] = await Promise.all([ends(played), ends(original)]).catch((error) => {
    original.release();
    throw error;
  });
  const isSame = played.size === original.size && Buffer.concat(one).equals(Buffer.concat(other));
  if (!isSame) return original;
  original.release();
  return null;
}

/** What the PBX sent of a leg that nothing plays; null where it sent no file, or not all of it. */
export async function unplayedOriginal(
  spool: Spool,
  source: LegSource,
  problem: LegProblem,
  signal: AbortSignal,
): Promise<Recording | null> {
  if (problem.code !== 'recording-unreadable') return null;
  try {
    const original = await openToItsEnd(spool, source, signal, { form: 'original' });
    if (!original.isBrokenOff) return original;
    original.release();
    return null;
  } catch (error) {
    signal.throwIfAborted();
    if (isLegatoError(error)) return null;
    throw error;
  }
}

/**
 * The waveform of a leg that has come, and its true length.
 *
 * @returns null where only a browser can decode it, or nobody measures it in time: it is played all the same.
 */
export async function measureFetched(
  spool: Spool,
  source: LegSource,
  signal: AbortSignal,
): Promise<MeasuredPeaks | null> {
  try {
    const { arrival, peaks } = await spool.measure(source, signal, MEASURING_PATIENCE_MS);
    return arrival === 'arriving' ? null : peaks;
  } catch (error) {
    signal.throwIfAborted();
    if (isLegatoError(error)) return null;
    throw error;
  }
}

/** @throws The error itself, where it is not one that a person is told of. */
export function toLegProblem(error: unknown): LegProblem {
  if (!isLegatoError(error)) throw error;
  return { code: error.code, detail: error.message };
}

const brokenOff: LegProblem = {
  code: 'pbx-unreachable',
  detail: 'The PBX broke off in the middle of this leg. What had arrived is included.',
};
