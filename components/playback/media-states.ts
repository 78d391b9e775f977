/** What the player uses of an HTMLAudioElement; tests pass an EventTarget that behaves the same. */
export interface MediaElement extends EventTarget {
  src: string;
  preload: string;
  currentTime: number;
  volume: number;
  muted: boolean;
  playbackRate: number;
  defaultPlaybackRate: number;
  preservesPitch: boolean;
  readonly duration: number;
  readonly paused: boolean;
  readonly ended: boolean;
  readonly seeking: boolean;
  readonly readyState: number;
  readonly error: { readonly code: number } | null;
  readonly buffered: {
    readonly length: number;
    start(index: number): number;
    end(index: number): number;
  };
  play(): Promise<void>;
  pause(): void;
  load(): void;
  removeAttribute(name: string): void;
}

/** What the element says about itself. Nothing here is set ahead of it. */
export interface MediaState {
  isPlaying: boolean;
  isWaiting: boolean;
  hasEnded: boolean;
  /** The first bytes of its file are here. */
  hasMetadata: boolean;
  speed: number;
  isMuted: boolean;
}

type MediaStateTable = {
  [Name in keyof MediaState]: {
    read: (element: MediaElement) => MediaState[Name];
    events: readonly string[];
  };
};

const HAVE_METADATA = 1;
const HAVE_CURRENT_DATA = 2;
const HAVE_FUTURE_DATA = 3;

const isPlaying = (element: MediaElement) =>
  !element.paused && !element.ended && element.error === null;

/** Elements whose clock has run on since they last came to a halt. */
const moving = new WeakSet<MediaElement>();
const STANDSTILLS = ['waiting', 'seeking', 'emptied', 'loadstart', 'pause'];

/** Watches whether an element's clock runs, whatever its state says. Call it before anything reads that. */
export function watchMovement(element: MediaElement, signal: AbortSignal): void {
  let lastSeconds = element.currentTime;
  const stand = () => {
    lastSeconds = element.currentTime;
    moving.delete(element);
  };
  for (const type of STANDSTILLS) element.addEventListener(type, stand, { signal });
  const move = () => {
    const hasMoved = element.currentTime > lastSeconds && element.readyState >= HAVE_CURRENT_DATA;
    if (hasMoved && !element.seeking) moving.add(element);
    lastSeconds = element.currentTime;
  };
  element.addEventListener('timeupdate', move, { signal });
}

/** The one table of playback: how each state is read, and which events can change it. */
const MEDIA_STATES: MediaStateTable = {
  isPlaying: {
    read: isPlaying,
    events: ['play', 'playing', 'pause', 'ended', 'emptied', 'error', 'seeking'],
  },
  isWaiting: {
    // WebKitGTK can stay below "future data" after a seek and still play on.
    read: (element) =>
      isPlaying(element) && element.readyState < HAVE_FUTURE_DATA && !moving.has(element),
    events: [
      ...['play', 'playing', 'pause', 'ended', 'emptied', 'error', 'loadstart'],
      ...['waiting', 'stalled', 'canplay', 'canplaythrough', 'loadeddata', 'seeking', 'seeked'],
      'timeupdate',
    ],
  },
  hasEnded: {
    read: (element) => element.ended,
    events: ['ended', 'play', 'playing', 'seeking', 'seeked', 'emptied'],
  },
  hasMetadata: {
    read: (element) => element.readyState >= HAVE_METADATA,
    events: ['loadedmetadata', 'durationchange', 'loadeddata', 'emptied'],
  },
  speed: { read: (element) => element.playbackRate, events: ['ratechange'] },
  isMuted: { read: (element) => element.muted, events: ['volumechange'] },
};

/** Every event that changes a state, once. */
export const MEDIA_EVENTS: readonly string[] = [
  ...new Set(Object.values(MEDIA_STATES).flatMap((state) => state.events)),
];

/** Every event after which the position, or what is loaded, may be another. */
export const CLOCK_EVENTS: readonly string[] = [
  ...['timeupdate', 'seeking', 'seeked', 'progress', 'durationchange', 'emptied'],
  ...['pause', 'ended'],
];

/** Reads what `eventType` can have changed; everything, when no event is named. */
export function readMediaState(element: MediaElement, eventType?: string): Partial<MediaState> {
  return Object.fromEntries(
    Object.entries(MEDIA_STATES)
      .filter(([, state]) => eventType === undefined || state.events.includes(eventType))
      .map(([name, state]) => [name, state.read(element)]),
  );
}

/** End of the loaded stretch that `atSeconds` lies in; `atSeconds` itself where nothing is loaded. */
export function loadedUntil(element: MediaElement, atSeconds: number): number {
  for (let index = 0; index < element.buffered.length; index++) {
    const isInside = element.buffered.start(index) <= atSeconds + 0.5;
    if (isInside && element.buffered.end(index) >= atSeconds) return element.buffered.end(index);
  }
  return atSeconds;
}
