import type { CallTimeline, Stretch } from '@/components/call-time/call-timeline';
import type { SoundLoader } from '@/components/sound/sound-loader';
import type { MediaState } from './media-states';
import type { PlayerSettings } from './player-settings';
import type { LegFault } from './probe-audio';

/** What the page has learnt about one leg's audio. */
export interface LegPlayback {
  /** Length of the file as last seen in the element; null until then. */
  fileSeconds: number | null;
  /** Only the beginning of it reached us from the PBX. */
  isBrokenOff: boolean;
  fault: LegFault | null;
  /** A repeat that was asked for and is under way. */
  isRetrying: boolean;
}

export interface PlayerState extends MediaState {
  /** The leg that the transport acts on. */
  leg: number;
  /** Its audio is in the element, or on the way there. */
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
  /** Ringback, music and long dead air are passed over. */
  skipsWaiting: boolean;
  /** Louder legs are turned down to the quieter ones. */
  isLevelled: boolean;
  /** How a stretch without audio is crossed: with one short beat, or in its real length. */
  gaps: 'beat' | 'real';
  /** What is heard of a stereo leg. */
  side: 'both' | 'left' | 'right';
  /** What is heard where legs overlap: all of them, or this leg alone. */
  overlap: 'both' | number;
  /** The stretch without audio that is being crossed, in call time. */
  gap: Stretch | null;
}

/** What a player needs of the world. */
export interface PlayerOptions {
  timeline: CallTimeline;
  /** Address of a leg's audio. A later take of the same leg has another address, a side alone too. */
  audioUrl: (leg: number, take: number, side: PlayerState['side']) => string;
  /** What has been measured of the legs by now. The player asks for nothing. */
  sounds: Pick<SoundLoader, 'soundOf' | 'subscribe' | 'forget'>;
  initial: PlayerSettings;
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

export type PlayerStateHolder = ReturnType<typeof createPlayerState>;

/** Holds the published state and tells its listeners, once per change and never without one. */
export function createPlayerState(options: PlayerOptions) {
  const { legs } = options.timeline;
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
    fileSeconds: null,
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
    update,
    playback,
    updateLeg(leg: number, patch: Partial<LegPlayback>) {
      update({ legs: { ...state.legs, [leg]: { ...playback(leg), ...patch } } });
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** The running position changes too often to be state: whoever shows it reads it on each tick. */
    subscribeClock(listener: () => void) {
      clockListeners.add(listener);
      return () => void clockListeners.delete(listener);
    },
    tick() {
      for (const listener of clockListeners) listener();
    },
  };
}
