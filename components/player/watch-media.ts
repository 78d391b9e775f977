import { MEDIA_EVENTS, type MediaElement, type MediaState, readMediaState } from './media-states';

interface Watch {
  /** Releases every listener, timer and frame at once. */
  signal: AbortSignal;
  options: {
    requestFrame: (callback: () => void) => number;
    cancelFrame: (id: number) => void;
    setTimer: (callback: () => void, ms: number) => number;
    clearTimer: (id: number) => void;
  };
  update: (patch: Partial<MediaState & { awaitsGesture: boolean }>) => void;
  tick: () => void;
  onMetadata: () => void;
  onLength: () => void;
  onTrouble: (reason: 'error' | 'stall') => void;
}

const CLOCK_EVENTS = ['timeupdate', 'seeking', 'seeked', 'progress', 'durationchange', 'emptied'];
/** A leg that has waited this long for bytes is asked about. */
const STALL_MS = 5_000;

/** Publishes what the element's events say, and calls for help when it fails or waits too long. */
export function watchMedia(element: MediaElement, watch: Watch): void {
  const { signal, options, update, tick } = watch;
  const on = (types: readonly string[], listener: (event: Event) => void) => {
    for (const type of types) element.addEventListener(type, listener, { signal });
  };
  let frame: number | null = null;
  let stallTimer: number | null = null;

  const followFrames = () => {
    frame = null;
    tick();
    if (!element.paused && !element.ended) frame = options.requestFrame(followFrames);
  };
  const stopFrames = () => {
    if (frame !== null) options.cancelFrame(frame);
    frame = null;
  };
  const stopStallTimer = () => {
    if (stallTimer !== null) options.clearTimer(stallTimer);
    stallTimer = null;
  };
  const watchStall = () => {
    const isWaiting = readMediaState(element).isWaiting;
    if (!isWaiting) return stopStallTimer();
    stallTimer ??= options.setTimer(() => {
      stallTimer = null;
      watch.onTrouble('stall');
      watchStall();
    }, STALL_MS);
  };

  // The place is put right before any listener can read it.
  on(['loadedmetadata'], watch.onMetadata);
  on(MEDIA_EVENTS, (event) => {
    update(readMediaState(element, event.type));
    watchStall();
  });
  on(CLOCK_EVENTS, tick);
  on(['playing'], () => {
    update({ awaitsGesture: false });
    if (frame === null) followFrames();
  });
  on(['pause', 'ended', 'emptied'], () => {
    stopFrames();
    tick();
  });
  on(['loadedmetadata', 'durationchange', 'ended'], watch.onLength);
  on(['error'], () => watch.onTrouble('error'));
  signal.addEventListener('abort', () => {
    stopFrames();
    stopStallTimer();
  });
  update(readMediaState(element));
}
