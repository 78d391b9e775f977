import type { Stretch } from './call-timeline';

const OVERVIEW_FROM_SECONDS = 30 * 60;
const WINDOW_SECONDS = 10 * 60;
const PHONE_WINDOW_SECONDS = 2 * 60;
const SMALLEST_WINDOW_SECONDS = 30;
const PHONE_WIDTH_PX = 560;
/** Share of the window left of the playhead when it turns to the next page. */
const LEAD_SHARE = 0.08;

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

/** Halves or doubles the window around the playhead, from 30 s to the whole call. */
export function zoomWindow(
  window: Stretch,
  direction: 'in' | 'out',
  aroundSeconds: number,
  durationSeconds: number,
): Stretch {
  const span = window.endSeconds - window.startSeconds;
  const wanted = direction === 'in' ? span / 2 : span * 2;
  const next = Math.min(Math.max(wanted, SMALLEST_WINDOW_SECONDS), durationSeconds);
  if (next === span) return window;
  const share = (aroundSeconds - window.startSeconds) / span;
  return windowAround(aroundSeconds, next, durationSeconds, share >= 0 && share <= 1 ? share : 0.5);
}
