import type { MediaElement } from './media-states';

const HAVE_METADATA = 1;
const HAVE_FUTURE_DATA = 3;
const SAME_PLACE_SECONDS = 0.3;

export type LegChannel = ReturnType<typeof createLegChannel>;

/** One audio element with at most one leg in it. Seeks that come before the file does are kept for it. */
export function createLegChannel(element: MediaElement) {
  let leg: number | null = null;
  let address = '';
  /** Where to continue once the element knows its file; until then it cannot seek. */
  let pendingSeconds: number | null = null;

  const fileSeconds = () =>
    leg !== null && element.readyState >= HAVE_METADATA && Number.isFinite(element.duration)
      ? element.duration
      : null;

  return {
    element,
    /** Opened before its time: it has no say about where the leg was left. */
    isAhead: false,
    leg: () => leg,
    /** The address that was put into the element, as it was given. */
    address: () => address,
    positionSeconds: () => pendingSeconds ?? element.currentTime,
    /** Wants to sound, whether or not there are bytes. */
    isSounding: () => leg !== null && !element.paused && !element.ended && element.error === null,
    /** Has the bytes to start at once. */
    isReady: () =>
      leg !== null && pendingSeconds === null && element.readyState >= HAVE_FUTURE_DATA,
    /** Length of the file; null until its first bytes are here. */
    fileSeconds,
    /** Seconds of sound left in the file; null while its length is not known. */
    restSeconds(): number | null {
      const length = fileSeconds();
      return length === null ? null : length - element.currentTime;
    },

    /** Puts a leg into the element, to start at `atSeconds` of it. Fetches from here on. */
    open(number: number, url: string, atSeconds: number, speed: number): void {
      leg = number;
      address = url;
      pendingSeconds = atSeconds;
      element.preload = 'auto';
      element.src = url;
      element.defaultPlaybackRate = speed;
      element.load();
      element.playbackRate = speed;
      element.preservesPitch = true;
      // Before any byte is here this sets where playback starts: second 0 is never heard.
      element.currentTime = atSeconds;
    },

    /** Moves within the leg, at once or as soon as the element can. */
    moveTo(seconds: number): void {
      if (element.readyState >= HAVE_METADATA) element.currentTime = seconds;
      else pendingSeconds = seconds;
    },

    /** The element knows its file now: puts the place right before anything sounds. */
    settle(): void {
      if (pendingSeconds !== null) {
        const seconds = Math.min(pendingSeconds, element.duration || pendingSeconds);
        if (Math.abs(element.currentTime - seconds) > SAME_PLACE_SECONDS) {
          element.currentTime = seconds;
        }
      }
      pendingSeconds = null;
    },

    setRate(rate: number): void {
      if (element.playbackRate !== rate) element.playbackRate = rate;
    },

    /** Takes the leg out again, so that nothing more of it is fetched. */
    clear(): void {
      leg = null;
      address = '';
      pendingSeconds = null;
      element.pause();
      element.removeAttribute('src');
      element.load();
    },
  };
}
