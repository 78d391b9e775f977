import type { PlacedLeg, Stretch } from '@/components/call-time/call-timeline';
import type { SoundLoader } from '@/components/sound/sound-loader';
import type { Call } from '@/lib/contract/call';
import type { MediaState } from './media-states';
import type { PlayerSettings } from './player-settings';
import type { LegFault } from './probe-audio';

/** What the page has learnt about one leg's audio. */
export interface LegPlayback {
  /** Length of the file as measured, else as last seen in the element; null until then. */
  fileSeconds: number | null;
  /** The PBX sent only the beginning of it. */
  isBrokenOff: boolean;
  fault: LegFault | null;
  /** The leg was asked for again and the answer has not come yet. */
  isRetrying: boolean;
}

/** What the rest of the page sees. */
export interface PlayerState extends MediaState {
  /** The leg that the transport acts on: the main leg. */
  leg: number;
  /** Its audio is in an element, or on the way there. */
  isLoaded: boolean;
  /** The browser wants a gesture before the first sound. */
  awaitsGesture: boolean;
  legs: Readonly<Record<number, LegPlayback>>;
  /** Other legs that sound at the same time, where legs overlap. */
  alongside: readonly number[];
  /** What the listener set; a levelled element may be lower. */
  volume: number;
  /** Which of the two clocks is shown. */
  clock: 'call' | 'listening';
  /** The selected stretch of call time. */
  loop: Stretch | null;
  /** The selection is repeated. */
  isLooping: boolean;
  /** Ringback, music and long dead air are skipped. */
  skipsWaiting: boolean;
  /** Louder legs are turned down to the quieter ones. */
  isLevelled: boolean;
  /** How a stretch without audio is crossed: with a short pause, or in its full length. */
  gaps: 'beat' | 'real';
  /** What is heard of a stereo leg. */
  side: 'both' | 'left' | 'right';
  /** What is heard where legs overlap: all of them, or this leg alone. */
  overlap: 'both' | number;
  /** The stretch without audio that is being crossed, in call time. */
  gap: Stretch | null;
}

/** Where playing continues when a leg is over. */
export interface NextPart {
  leg: number;
  offsetSeconds: number;
  /** What lies between, where a second or more of it has no audio. */
  silence: Stretch | null;
}

/** A place where listening jumps. */
export interface Jump {
  atSeconds: number;
  /** Call time to continue at; null where playing stops. */
  toSeconds: number | null;
}

/** What happens next, soon enough to need a timer of its own. */
export type Cue =
  | { kind: 'jump'; jump: Jump }
  | { kind: 'join'; atSeconds: number }
  | { kind: 'leg-over'; atSeconds: number };

/** What the player keeps in mind and nobody sees. Changing it notifies nobody. */
export interface PlayerMemory {
  /** The leg that somebody asked for. Its fault is shown; other faulty legs are passed over. */
  askedFor: number | null;
  /** The leg that would sound if it could. Pausing or turning to another leg takes that back. */
  wanted: number | null;
  /** The leg that waits for the network to return. */
  awaitsNetwork: number | null;
  /** How long it waits before it tries by itself. */
  networkWaitMs: number;
  /** Legs that could not be opened before their turn; they are tried again when it comes. */
  refused: Set<number>;
  /** Legs loaded a second time after an error that the server knew nothing of: once each. */
  reloaded: Set<number>;
  /** What is skipped when that is switched on, in order. */
  folds: readonly Stretch[];
  /** A fold that somebody went into by hand is heard. */
  heardFold: Stretch | null;
  /** Playing is inside the selection, and nobody has left it by hand. */
  isInLoop: boolean;
  /** The end of a linked range, in call time: playing stops there. */
  stopsAt: number | null;
  /** How far the gap is crossed, and what follows it. `startedAtMs` is null while paused. */
  crossing: { fromSeconds: number; startedAtMs: number | null; next: NextPart } | null;
  cue: Cue | null;
}

/** A stretch of a leg that really sounded, in seconds of its audio. */
export interface HeardStretch {
  leg: number;
  fromSeconds: number;
  toSeconds: number;
  /** How many times as fast as it was spoken. */
  speed: number;
}

/** What a player needs of the world. */
export interface PlayerOptions {
  call: Call;
  /** Address of a leg's audio. A later take of the same leg has another address, a side alone too. */
  audioUrl: (leg: number, take: number, side: PlayerState['side']) => string;
  /** What has been measured of the legs so far. The player asks for nothing. */
  sounds: Pick<SoundLoader, 'soundOf' | 'all' | 'subscribe' | 'forget'>;
  initial: PlayerSettings;
  /** Told of each stretch that really sounded, soon after it did. */
  onHeard?: (stretch: HeardStretch) => void;
  fetch: typeof fetch;
  now: () => number;
  requestFrame: (callback: () => void) => number;
  cancelFrame: (id: number) => void;
  /** Calls back whenever the browser says that the network is there again. */
  onOnline: (callback: () => void, signal: AbortSignal) => void;
  setTimer: (callback: () => void, ms: number) => number;
  clearTimer: (id: number) => void;
}

export const UNTOUCHED: LegPlayback = {
  fileSeconds: null,
  isBrokenOff: false,
  fault: null,
  isRetrying: false,
};

/** The first pause before a lost network is tried again. */
export const FIRST_NETWORK_WAIT_MS = 2_000;

export type PlayerStateHolder = ReturnType<typeof createPlayerState>;

/**
 * The one state of the player. Listeners hear of each change once, and never without one.
 *
 * @param legs By start.
 */
export function createPlayerState(
  options: Pick<PlayerOptions, 'initial'>,
  legs: readonly PlacedLeg[],
) {
  const first = legs.find(({ leg }) => leg.access === 'open') ?? legs[0];
  const listeners = new Set<() => void>();
  const clockListeners = new Set<() => void>();
  let state: PlayerState = {
    leg: first?.leg.leg ?? 0,
    isLoaded: false,
    awaitsGesture: false,
    isPlaying: false,
    isWaiting: false,
    hasEnded: false,
    hasMetadata: false,
    isMuted: false,
    legs: {},
    alongside: [],
    ...options.initial,
    loop: null,
    isLooping: false,
    side: 'both',
    overlap: 'both',
    gap: null,
  };
  const initial = state;
  const memory: PlayerMemory = {
    askedFor: null,
    wanted: null,
    awaitsNetwork: null,
    networkWaitMs: FIRST_NETWORK_WAIT_MS,
    refused: new Set(),
    reloaded: new Set(),
    folds: [],
    heardFold: null,
    isInLoop: false,
    stopsAt: null,
    crossing: null,
    cue: null,
  };

  function update(patch: Partial<PlayerState>): void {
    const isChanged = Object.entries(patch).some(
      ([name, value]) => !Object.is(Reflect.get(state, name), value),
    );
    if (!isChanged) return;
    state = { ...state, ...patch };
    for (const listener of listeners) listener();
  }

  const playback = (leg: number): LegPlayback => state.legs[leg] ?? UNTOUCHED;

  return {
    get: () => state,
    /** Before anything has happened, as the server rendered it. */
    initial,
    memory,
    update,
    playback,
    updateLeg(leg: number, patch: Partial<LegPlayback>) {
      update({ legs: { ...state.legs, [leg]: { ...playback(leg), ...patch } } });
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** The running position changes too often to be state: who shows it reads it on each tick. */
    subscribeClock(listener: () => void) {
      clockListeners.add(listener);
      return () => void clockListeners.delete(listener);
    },
    tick() {
      for (const listener of clockListeners) listener();
    },
  };
}
