import {
  type Interval,
  type Intervals,
  lengthOf,
  normalise,
  subtract,
} from '@/lib/contract/intervals';
import type { LostStretch } from './call-holes';
import { audibleLegs } from './call-holes';
import type { CallTimeline, Stretch } from './call-timeline';

/** What of a call has been heard and what not, on call time. Seconds that nobody can hear are neither. */
export interface HeardInCall {
  heard: readonly Stretch[];
  unheard: readonly Stretch[];
  heardSeconds: number;
  /** Of heard and unheard together. */
  audibleSeconds: number;
}

/** Less than this is left by clocks that round and by jumps that land between two samples. */
const SHORTEST_UNHEARD_SECONDS = 1;

/**
 * Puts what was heard of each leg on call time. Where legs overlap a second counts once, and as heard where one of
 * them was.
 *
 * @param heardOfLegs Seconds of each leg's audio, by its number.
 * @param lost What turned out to have no audio.
 */
export function heardInCall(
  timeline: CallTimeline,
  heardOfLegs: ReadonlyMap<number, Intervals>,
  lost: readonly LostStretch[],
): HeardInCall {
  const legs = audibleLegs(timeline.legs, lost);
  const audible = normalise(
    legs.map(({ startSeconds, endSeconds }): Interval => [startSeconds, endSeconds]),
  );
  const sounded = normalise(
    legs.flatMap(({ leg, startSeconds, endSeconds }) =>
      (heardOfLegs.get(leg.leg) ?? []).map(
        ([from, to]): Interval => [startSeconds + from, Math.min(startSeconds + to, endSeconds)],
      ),
    ),
  );
  const unheard = subtract(audible, sounded).filter(
    ([from, to]) => to - from >= SHORTEST_UNHEARD_SECONDS,
  );
  const heard = subtract(audible, unheard);
  return {
    heard: heard.map(toStretch),
    unheard: unheard.map(toStretch),
    heardSeconds: lengthOf(heard),
    audibleSeconds: lengthOf(audible),
  };
}

const toStretch = ([startSeconds, endSeconds]: Interval): Stretch => ({ startSeconds, endSeconds });
