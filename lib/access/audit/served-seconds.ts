import type { Interval, Intervals } from '@/lib/contract/intervals';
import { widen } from '@/lib/contract/intervals';

/** How bytes of what is served lie in time. */
export interface ServedForm {
  /** Bytes in all. */
  size: number;
  /** Of the sound, without header and padding. */
  soundBytes: number;
  /** How fast the sound is played. An average where the rate is not constant. */
  bytesPerSecond: number;
  /** Whether each second has as many bytes as any other, as in WAV. */
  isConstantRate: boolean;
}

/** A leg's longest time that is counted, in seconds: milliseconds of it fit into 31 bits. */
export const LONGEST_SECONDS = 2_000_000;

const SLACK_SECONDS = 1;
/** Where the rate is not constant, bytes say less exactly where they sound. */
const SLACK_SHARE = 0.05;

/**
 * The seconds of a leg that are in bytes `from` up to `to` of what is served, null where none is. The end of the file is
 * the end of the leg, however long it is: an average rate may be wrong about that.
 */
export function secondsOfBytes(
  { size, soundBytes, bytesPerSecond, isConstantRate }: ServedForm,
  from: number,
  to: number,
): Interval | null {
  if (bytesPerSecond <= 0 || soundBytes <= 0 || from >= to) return null;
  const headBytes = isConstantRate ? Math.max(0, size - soundBytes) : 0;
  const at = (byte: number) => Math.max(0, byte - headBytes) / bytesPerSecond;
  const end = to >= size ? LONGEST_SECONDS : Math.min(at(to), LONGEST_SECONDS);
  const start = Math.min(at(from), LONGEST_SECONDS);
  return start < end ? [start, end] : null;
}

/**
 * What may be believed to have been heard, where so much was served: a little more at each edge, because a player
 * says where it is only now and then, and where the rate is not constant.
 */
export const believable = (
  served: Intervals,
  { isConstantRate, durationSeconds }: { isConstantRate: boolean; durationSeconds: number },
): Intervals =>
  widen(
    served,
    isConstantRate ? SLACK_SECONDS : Math.max(SLACK_SECONDS, durationSeconds * SLACK_SHARE),
  );
