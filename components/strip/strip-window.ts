import type { CallClock } from '@/components/call-time/call-clock';
import type { Stretch } from '@/components/call-time/call-timeline';

const OVERVIEW_FROM_SECONDS = 30 * 60;
const WINDOW_SECONDS = 10 * 60;
const PHONE_WINDOW_SECONDS = 2 * 60;
const SMALLEST_WINDOW_SECONDS = 30;
const PHONE_WIDTH_PX = 560;
/** Share of the window left of the playhead when it turns to the next page. */
const LEAD_SHARE = 0.08;

export type WindowEdge = 'start' | 'end';

/** The stretch that the strip shows at first: all, 10 min of a long call, 2 min on a phone. */
export function defaultWindowSeconds(durationSeconds: number, widthPx: number): number {
  const wanted =
    widthPx < PHONE_WIDTH_PX
      ? PHONE_WINDOW_SECONDS
      : durationSeconds > OVERVIEW_FROM_SECONDS
        ? WINDOW_SECONDS
        : durationSeconds;
  return Math.min(wanted, durationSeconds);
}

/** Whether a phone's first window is another than the one at this width. */
export function differsOnPhones(durationSeconds: number, widthPx: number): boolean {
  return (
    defaultWindowSeconds(durationSeconds, 0) !== defaultWindowSeconds(durationSeconds, widthPx)
  );
}

/** A window of `spanSeconds` around `atSeconds`, pushed inside the call. */
export function windowAround(
  atSeconds: number,
  spanSeconds: number,
  durationSeconds: number,
  lead = LEAD_SHARE,
): Stretch {
  const span = Math.min(Math.max(spanSeconds, 1), Math.max(durationSeconds, 1));
  const latest = Math.max(0, durationSeconds - span);
  const startSeconds = Math.min(Math.max(0, atSeconds - span * lead), latest);
  return { startSeconds, endSeconds: startSeconds + span };
}

/** Turns the page when the playhead has left the window; the same window object while it has not. */
export function followPlayhead(
  window: Stretch,
  playheadSeconds: number,
  durationSeconds: number,
): Stretch {
  const isInside =
    playheadSeconds >= window.startSeconds &&
    (playheadSeconds < window.endSeconds || window.endSeconds >= durationSeconds);
  if (isInside) return window;
  return windowAround(playheadSeconds, window.endSeconds - window.startSeconds, durationSeconds);
}

/**
 * Makes the window `factor` times as long, from 30 s to the whole call. What is at `aroundSeconds`
 * stays where it is; if it is outside the window it moves to the middle.
 */
export function zoomWindow(
  window: Stretch,
  factor: number,
  aroundSeconds: number,
  durationSeconds: number,
): Stretch {
  const span = window.endSeconds - window.startSeconds;
  const wanted = Math.max(span * factor, SMALLEST_WINDOW_SECONDS);
  const next = Math.min(wanted, Math.max(durationSeconds, 1));
  if (next === span) return window;
  const share = (aroundSeconds - window.startSeconds) / span;
  return windowAround(aroundSeconds, next, durationSeconds, share >= 0 && share <= 1 ? share : 0.5);
}

/** Moves the window, as far as the call goes; the same window object when it cannot. */
export function moveWindow(window: Stretch, bySeconds: number, durationSeconds: number): Stretch {
  const span = window.endSeconds - window.startSeconds;
  const next = windowAround(window.startSeconds + bySeconds, span, durationSeconds, 0);
  return next.startSeconds === window.startSeconds ? window : next;
}

/** Moves one edge of the window and leaves the other; 30 s stay between them. */
export function resizeWindow(
  window: Stretch,
  edge: WindowEdge,
  atSeconds: number,
  durationSeconds: number,
): Stretch {
  const smallest = Math.min(SMALLEST_WINDOW_SECONDS, Math.max(durationSeconds, 1));
  const { startSeconds, endSeconds } = window;
  return edge === 'start'
    ? { startSeconds: Math.max(0, Math.min(atSeconds, endSeconds - smallest)), endSeconds }
    : {
        startSeconds,
        endSeconds: Math.min(durationSeconds, Math.max(atSeconds, startSeconds + smallest)),
      };
}

/**
 * The same view on another clock: the whole call stays whole, and `atCallSeconds` stays in place, or
 * the middle of the window if that moment is outside it.
 */
export function reclockWindow(
  window: Stretch,
  from: CallClock,
  to: CallClock,
  atCallSeconds: number,
): Stretch {
  const span = window.endSeconds - window.startSeconds;
  if (span >= from.durationSeconds) return windowAround(0, to.durationSeconds, to.durationSeconds);
  const share = (from.toShown(atCallSeconds) - window.startSeconds) / span;
  const isInside = share >= 0 && share <= 1;
  const anchor = isInside ? atCallSeconds : from.toCall(window.startSeconds + span / 2);
  return windowAround(to.toShown(anchor), span, to.durationSeconds, isInside ? share : 0.5);
}
