import type { CallClock, ClockFold } from '@/components/call-time/call-clock';
import type { Stretch } from '@/components/call-time/call-timeline';

/** Maps call time onto `widthPx` pixels, and back. `startSeconds` and `endSeconds` are its edges. */
export interface StripScale extends Stretch {
  widthPx: number;
  /** The same edges on the clock that is shown. */
  shown: Stretch;
  toCall: (shownSeconds: number) => number;
  /** Folds in the window; `x` gives their edges. */
  folds: readonly ClockFold[];
  x: (seconds: number) => number;
  seconds: (x: number) => number;
}

/** Width of a fold, unless there are so many that they would crowd out what is heard. */
export const FOLD_PX = 22;
const MOST_FOLDED_SHARE = 0.4;
const ROUNDING_SECONDS = 1e-6;

/** Where a second of call time stands; between two knots time is to scale. */
interface Knot {
  seconds: number;
  x: number;
}

/**
 * The scale of a window on the clock that is shown (shown seconds; without a clock: call time). Folds
 * in it take 22 px each, what can be heard shares the rest.
 */
export function createStripScale(
  window: Stretch,
  widthPx: number,
  clock: Pick<CallClock, 'durationSeconds' | 'folds' | 'toCall'> | null = null,
): StripScale {
  const isLast = clock !== null && window.endSeconds >= clock.durationSeconds - ROUNDING_SECONDS;
  const folds = (clock?.folds ?? []).filter(
    ({ atSeconds }) =>
      atSeconds >= window.startSeconds && (isLast || atSeconds < window.endSeconds),
  );
  const foldPx = Math.min(FOLD_PX, (widthPx * MOST_FOLDED_SHARE) / Math.max(folds.length, 1));
  const span = Math.max(window.endSeconds - window.startSeconds, 0.001);
  const pxPerSecond = (widthPx - folds.length * foldPx) / span;

  const before = (clock?.folds ?? [])
    .filter(({ atSeconds }) => atSeconds < window.startSeconds)
    .reduce((sum, fold) => sum + fold.endSeconds - fold.startSeconds, 0);
  const knots: Knot[] = [{ seconds: window.startSeconds + before, x: 0 }];
  for (const { startSeconds, endSeconds } of folds) {
    const x = xAt(knots, startSeconds, pxPerSecond);
    knots.push({ seconds: startSeconds, x }, { seconds: endSeconds, x: x + foldPx });
  }
  const first = folds[0];
  const startSeconds =
    first?.atSeconds === window.startSeconds ? first.startSeconds : window.startSeconds + before;
  const last = knots.at(-1) ?? { seconds: 0, x: 0 };
  const endSeconds =
    pxPerSecond > 0 ? last.seconds + Math.max(0, widthPx - last.x) / pxPerSecond : last.seconds;
  return {
    startSeconds,
    endSeconds,
    widthPx,
    shown: window,
    toCall: clock?.toCall ?? ((seconds) => seconds),
    folds,
    x: (seconds) => xAt(knots, seconds, pxPerSecond),
    seconds: (x) => {
      const within = Math.min(Math.max(x, 0), widthPx);
      return Math.min(secondsAt(knots, within, pxPerSecond), Math.max(endSeconds, startSeconds));
    },
  };
}

/** Pixels of a scale as a share of its width: what is laid out for one width fits all others with it. */
export function percentOf(px: number, { widthPx }: Pick<StripScale, 'widthPx'>): string {
  return `${((px / Math.max(widthPx, 1)) * 100).toFixed(4)}%`;
}

/** A scale on the way from one to another, 0 to 1: the strip while it folds. */
export function blendScales(from: StripScale, to: StripScale, share: number): StripScale {
  return {
    ...to,
    startSeconds: Math.min(from.startSeconds, to.startSeconds),
    endSeconds: Math.max(from.endSeconds, to.endSeconds),
    x: (seconds) => from.x(seconds) * (1 - share) + to.x(seconds) * share,
  };
}

function xAt(knots: readonly Knot[], seconds: number, pxPerSecond: number): number {
  const index = knots.findLastIndex((knot) => knot.seconds <= seconds);
  const left = knots[Math.max(index, 0)] ?? { seconds: 0, x: 0 };
  const right = index < 0 ? undefined : knots[index + 1];
  if (!right) return left.x + (seconds - left.seconds) * pxPerSecond;
  const share = (seconds - left.seconds) / (right.seconds - left.seconds);
  return left.x + share * (right.x - left.x);
}

function secondsAt(knots: readonly Knot[], x: number, pxPerSecond: number): number {
  const index = Math.max(
    knots.findLastIndex((knot) => knot.x <= x),
    0,
  );
  const left = knots[index] ?? { seconds: 0, x: 0 };
  const right = knots[index + 1];
  if (!right) return left.seconds + (pxPerSecond > 0 ? (x - left.x) / pxPerSecond : 0);
  const share = (x - left.x) / Math.max(right.x - left.x, 0.001);
  return left.seconds + share * (right.seconds - left.seconds);
}
