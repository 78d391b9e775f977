import { MEDIA_EVENTS, type MediaElement, readMediaState, watchMovement } from './media-states';

interface Watch {
  /** Releases every listener and timer at once. */
  signal: AbortSignal;
  options: {
    setTimer: (callback: () => void, ms: number) => number;
    clearTimer: (id: number) => void;
  };
  /** Something that the element says of itself may have changed. */
  onChange: (eventType: string) => void;
  onMoved: () => void;
  onMetadata: () => void;
  onLength: () => void;
  /** It sounds, for the first time or again. */
  onSounding: () => void;
  /** It was stopped before its end, by whomever. */
  onPaused: () => void;
  onEnded: () => void;
  onTrouble: (reason: 'error' | 'stall') => void;
}

const CLOCK_EVENTS = ['timeupdate', 'seeking', 'seeked', 'progress', 'durationchange', 'emptied'];
/** A leg that has waited this long for bytes is asked about. */
const STALL_MS = 5_000;

/** Passes on what one element's events say, and calls for help when it fails or waits too long. */
export function watchMedia(element: MediaElement, watch: Watch): void {
  const { signal, options } = watch;
  const on = (types: readonly string[], listener: (event: Event) => void) => {
    for (const type of types) element.addEventListener(type, listener, { signal });
  };
  let stallTimer: number | null = null;

  const stopStallTimer = () => {
    if (stallTimer !== null) options.clearTimer(stallTimer);
    stallTimer = null;
  };
  const watchStall = () => {
    if (!readMediaState(element).isWaiting) return stopStallTimer();
    stallTimer ??= options.setTimer(() => {
      stallTimer = null;
      watch.onTrouble('stall');
      watchStall();
    }, STALL_MS);
  };

  watchMovement(element, signal);
  // The place is put right before any listener can read it.
  on(['loadedmetadata'], watch.onMetadata);
  on(['loadedmetadata', 'durationchange', 'ended'], watch.onLength);
  // At its end an element pauses first: what comes after decides whether playing has stopped.
  on(['ended'], watch.onEnded);
  on(MEDIA_EVENTS, ({ type }) => {
    watchStall();
    if (type === 'pause' && element.ended) return;
    watch.onChange(type);
  });
  on(['pause'], () => {
    if (!element.ended) watch.onPaused();
  });
  on(['playing'], watch.onSounding);
  on([...CLOCK_EVENTS, 'pause', 'ended'], watch.onMoved);
  on(['error'], () => watch.onTrouble('error'));
  signal.addEventListener('abort', stopStallTimer);
}
