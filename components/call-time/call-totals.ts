import type { Call } from '@/lib/contract/call';
import { createCallTimeline } from './call-timeline';
import { legLength } from './leg-length';

/** How long a call is and how much of it is recorded; null where a length is not known. */
export interface CallTotals {
  durationSeconds: number | null;
  recordedSeconds: number | null;
}

/** The totals of a call as a list shows them: those of the API, unless a length that it took cannot be one. */
export function callTotals(call: Call): CallTotals {
  const isAsStated = call.legs.every((leg) => legLength(leg).placedSeconds === leg.durationSeconds);
  if (isAsStated) return call;
  const timeline = createCallTimeline(call);
  const isKnown = timeline.legs.every(({ length }) => length.placedSeconds !== null);
  const gapSeconds = timeline.gaps.reduce(
    (sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds,
    0,
  );
  return {
    durationSeconds: timeline.isEndKnown ? timeline.durationSeconds : null,
    recordedSeconds: isKnown ? timeline.durationSeconds - gapSeconds : null,
  };
}
