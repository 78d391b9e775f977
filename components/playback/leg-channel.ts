import type { MediaElement } from './media-states';

const HAVE_METADATA = 1;
const HAVE_FUTURE_DATA = 3;
const SAME_PLACE_SECONDS = 0.3;
/** Less than this of a leg is left sounding while the next one starts. */
const LEAVING_SECONDS = 0.5;

export type LegChannel = ReturnType<typeof createLegChannel>;

/**
 * One audio element with at most one leg in it. Seeks that come before the file does are kept for it.
 *
 * @param measuredOf Seconds of a leg's sound; null where they are not known better than the element guesses.
 */
export function createLegChannel(
  element: MediaElement,
  measuredOf: (leg: number) => number | null = () => null,
) {
  let leg: number | null = null;
  let address = '';
  /** Where to continue once the element knows its file; until then it cannot seek. */
  let pendingSeconds: number | null = null;

  const fileSeconds = () =>
    leg !== null && element.readyState >= HAVE_METADATA && Number.isFinite(element.duration)
      ? element.duration
      : null;

  const isSounding = () =>
    leg !== null && !element.paused && !element.ended && element.error === null;

  const lengthSeconds = () => (leg === null ? null : (measuredOf(leg) ?? fileSeconds()));

  /** An element that reckons from another zero than its file's begins does not run past the leg's end. */
  function positionSeconds(): number {
    if (pendingSeconds !== null) return pendingSeconds;
    const measured = leg === null ? null : measuredOf(leg);
    return measured === null ? element.currentTime : Math.min(element.currentTime, measured);
  }

  function restSeconds(): number | null {
    const length = lengthSeconds();
    return length === null ? null : length - element.currentTime;
  }

  return {
    element,
    /** Opened before its turn: its position does not count as the place where the leg was left. */
    isAhead: false,
    /** It runs a little faster or slower until it is in step with the main leg. */
    isNudged: false,
    leg: () => leg,
    /** The address that was put into the element, as it was given. */
    address: () => address,
    positionSeconds,
    /** Wants to sound, whether or not there are bytes. */
    isSounding,
    /** Sounds its last moment. */
    isLeaving: () => isSounding() && (restSeconds() ?? Number.POSITIVE_INFINITY) < LEAVING_SECONDS,
    /** Has the bytes to start at once. */
    isReady: () =>
      leg !== null && pendingSeconds === null && element.readyState >= HAVE_FUTURE_DATA,
    /** Length of the file as the element guesses it; null until its first bytes are here, or for ever. */
    fileSeconds,
    /** Seconds of sound left in the file; null while its length is not known. */
    restSeconds,

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

    /** The element knows its file now: corrects the position before anything sounds. */
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

/** What Chromium takes on a quiet machine: the guess for the first start of a page. */
const FIRST_GUESS_MS = 100;
const LONGEST_MS = 300;
/** Long enough into the sound for the element's clock to run evenly, soon enough to be about its start. */
const MEASURED_FROM_SECONDS = 0.15;
const MEASURED_TO_SECONDS = 1.5;

/**
 * How long an element that has its bytes takes from `play()` until it sounds. Browsers and machines
 * differ by a tenth of a second, so each start on this page is measured for the next.
 */
export function createStartLatency(now: () => number) {
  const starts = new Map<LegChannel, { atMs: number; fromSeconds: number }>();
  let latencyMs = FIRST_GUESS_MS;

  return {
    ms: () => latencyMs,
    /** `channel` starts to play now. */
    starting(channel: LegChannel): void {
      if (!channel.isReady()) return;
      starts.set(channel, { atMs: now(), fromSeconds: channel.positionSeconds() });
    },
    /** Called on every tick: measures once the sound runs. */
    observe(): void {
      for (const [channel, { atMs, fromSeconds }] of starts) {
        const played = channel.positionSeconds() - fromSeconds;
        if (channel.isSounding() && played >= 0 && played < MEASURED_FROM_SECONDS) continue;
        starts.delete(channel);
        if (!channel.isSounding() || played < 0 || played > MEASURED_TO_SECONDS) continue;
        const taken = now() - atMs - (played / channel.element.playbackRate) * 1000;
        latencyMs = (latencyMs + Math.min(Math.max(taken, 0), LONGEST_MS)) / 2;
      }
    },
  };
}
