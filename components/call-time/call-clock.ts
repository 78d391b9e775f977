import { type CallHole, findCallHoles, type HoleReason, type LostStretch } from './call-holes';
import type { CallTimeline, Stretch } from './call-timeline';

/** Call time runs through the gaps; listening time counts only the seconds that can be heard. */
export type ClockKind = 'call' | 'listening';

/** A stretch of call time that takes no time on the clock that is shown. */
export interface ClockFold extends Stretch {
  /** Where it is on the shown clock, in seconds. */
  atSeconds: number;
  parts: { seconds: number; because: HoleReason }[];
}

export interface CallClock {
  kind: ClockKind;
  /** Length of the call on this clock. */
  durationSeconds: number;
  /** In order; none on the clock of call time. */
  folds: ClockFold[];
  /** From call time to the shown time; everything in a fold is at the fold. */
  toShown: (callSeconds: number) => number;
  /** From the shown time to call time; a fold's own second is the one after it. */
  toCall: (shownSeconds: number) => number;
}

/** Maps call time onto the clock that is shown, and back. `lost` comes from `readCallAudio`. */
export function createCallClock(
  timeline: CallTimeline,
  kind: ClockKind,
  lost: readonly LostStretch[],
): CallClock {
  const folds = kind === 'call' ? [] : foldHoles(findCallHoles(timeline, lost));
  const foldedSeconds = folds.reduce((sum, fold) => sum + lengthOf(fold), 0);
  const durationSeconds = timeline.durationSeconds - foldedSeconds;

  function toShown(callSeconds: number): number {
    let before = 0;
    for (const fold of folds) {
      if (callSeconds <= fold.startSeconds) break;
      if (callSeconds <= fold.endSeconds) return fold.atSeconds;
      before += lengthOf(fold);
    }
    return callSeconds - before;
  }

  function toCall(shownSeconds: number): number {
    let seconds = shownSeconds;
    for (const fold of folds) {
      const isAtTheEnd = fold.endSeconds >= timeline.durationSeconds;
      if (isAtTheEnd ? shownSeconds <= fold.atSeconds : shownSeconds < fold.atSeconds) break;
      seconds += lengthOf(fold);
    }
    return seconds;
  }

  return { kind, durationSeconds, folds, toShown, toCall };
}

function foldHoles(holes: readonly CallHole[]): ClockFold[] {
  let before = 0;
  return holes.map(({ startSeconds, endSeconds, parts }) => {
    const atSeconds = startSeconds - before;
    before += endSeconds - startSeconds;
    return {
      startSeconds,
      endSeconds,
      atSeconds,
      parts: parts.map((part) => ({ seconds: lengthOf(part), because: part.because })),
    };
  });
}

const lengthOf = (stretch: Stretch) => stretch.endSeconds - stretch.startSeconds;
