import type { Stretch } from './call-timeline';

/** Maps a window of call time onto `widthPx` pixels, and back. */
export interface StripScale extends Stretch {
  widthPx: number;
  x: (seconds: number) => number;
  seconds: (x: number) => number;
}

export function createStripScale(window: Stretch, widthPx: number): StripScale {
  const { startSeconds, endSeconds } = window;
  const span = Math.max(endSeconds - startSeconds, 0.001);
  return {
    startSeconds,
    endSeconds,
    widthPx,
    x: (seconds) => ((seconds - startSeconds) / span) * widthPx,
    seconds: (x) => startSeconds + (Math.min(Math.max(x, 0), widthPx) / widthPx) * span,
  };
}
