import type { MeasuredPeaks } from '@/lib/audio/measure/measured-leg';
import type { Spool } from '@/lib/audio/spool/create-spool';
import type { LegSource } from '@/lib/audio/spool/leg-source';
import { openToItsEnd } from '@/lib/audio/spool/open-to-its-end';
import type { Recording } from '@/lib/audio/spool/recording';
import type { ExportedLeg } from '@/lib/contract/export';
import { isLegatoError } from '@/lib/errors';

/** Longer than any header that Legato writes. */
const HEADER_BYTES = 128;
/** Measuring the last piece of an hour takes a fraction of this. */
const MEASURING_PATIENCE_MS = 5_000;

export type LegProblem = NonNullable<ExportedLeg['problem']>;

/** A leg that has stopped arriving: all of it, or the part before it broke off. */
export interface FetchedLeg {
  recording: Recording;
  problem: LegProblem | null;
}

/**
 * Fetches a leg into the spool to its end, so that size and header are right before the first byte is
 * sent. A leg that broke off earlier is fetched again; if it breaks off now, the part that arrived is
 * returned.
 *
 * @returns The leg, which the caller releases; or why there is none.
 * @throws The reason of `signal`; any error that is not a LegatoError.
 */
export async function fetchLeg(
  spool: Spool,
  source: LegSource,
  signal: AbortSignal,
): Promise<FetchedLeg | { recording: null; problem: LegProblem }> {
  try {
    const recording = await openToItsEnd(spool, source, signal, {
      again: true,
      purpose: 'save',
    });
    return { recording, problem: recording.isBrokenOff ? brokenOff : null };
  } catch (error) {
    signal.throwIfAborted();
    return { recording: null, problem: toLegProblem(error) };
  }
}

/**
 * The original file of a leg that has arrived, if it differs from the playable one. Both hold the same
 * sound bytes, so comparing size, header and last byte is enough.
 */
export async function differingOriginal(
  spool: Spool,
  source: LegSource,
  played: Recording,
  signal: AbortSignal,
): Promise<Recording | null> {
  const original = await spool.open(source, signal, { form: 'original', purpose: 'save' });
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

/** The original file of a leg that no player can open; null if the PBX sent none, or only a part. */
export async function unplayedOriginal(
  spool: Spool,
  source: LegSource,
  problem: LegProblem,
  signal: AbortSignal,
): Promise<Recording | null> {
  if (problem.code !== 'recording-unreadable') return null;
  try {
    const original = await openToItsEnd(spool, source, signal, {
      form: 'original',
      purpose: 'save',
    });
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
 * The waveform of a leg that has arrived, and its real length.
 *
 * @returns null if only a browser can decode it, measuring takes too long, or nothing is measured: it still plays.
 */
export async function measureFetched(
  spool: Spool,
  source: LegSource,
  signal: AbortSignal,
): Promise<MeasuredPeaks | null> {
  try {
    const { arrival, peaks } = await spool.measure(source, signal, MEASURING_PATIENCE_MS);
    return arrival === 'complete' || arrival === 'broken-off' ? peaks : null;
  } catch (error) {
    signal.throwIfAborted();
    if (isLegatoError(error)) return null;
    throw error;
  }
}

/** @throws The error itself if it is not a LegatoError, which is written for people. */
export function toLegProblem(error: unknown): LegProblem {
  if (!isLegatoError(error)) throw error;
  return { code: error.code, detail: error.message };
}

const brokenOff: LegProblem = {
  code: 'pbx-unreachable',
  detail: 'The PBX broke off in the middle of this leg. What had arrived is included.',
};
