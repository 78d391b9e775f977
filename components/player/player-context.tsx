'use client';

import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
} from 'react';
import { type OwnerColour, ownerColours } from '@/components/owner/owner-colours';
import { type CallTimeline, createCallTimeline } from '@/components/timeline/call-timeline';
import { createSoundLoader, type SoundLoader } from '@/components/waves/sound-loader';
import { fetchMarks, fetchPeaks } from '@/lib/api/leg-sound';
import type { Call } from '@/lib/contract/call';
import { paths } from '@/lib/paths';
import { readPlayerSettings, writePlayerSettings } from './player-settings';
import type { PlayerState } from './player-state';
import { createPlayer, type Player } from './player-store';

interface CallPlayer {
  call: Call;
  timeline: CallTimeline;
  colours: ReadonlyMap<string, OwnerColour>;
  player: Player;
  /** Waveforms, marks and loudness of the legs that are looked at or played. */
  sounds: SoundLoader;
  /** The ref of the audio element. */
  connect: (element: HTMLAudioElement | null) => (() => void) | undefined;
}

const CallPlayerContext = createContext<CallPlayer | null>(null);

/** One call, its clock and its one audio element, for everything on the call page. */
export function CallPlayerProvider({ call, children }: { call: Call; children: ReactNode }) {
  const [value] = useState(() => createCallPlayer(call));
  return (
    <CallPlayerContext value={value}>
      {/* biome-ignore lint/a11y/useMediaCaption: a call recording has no captions */}
      <audio ref={value.connect} preload="none" hidden />
      <SettingsKeeper />
      {children}
    </CallPlayerContext>
  );
}

function createCallPlayer(call: Call): CallPlayer {
  const timeline = createCallTimeline(call);
  const settings = readPlayerSettings(localStorage);
  const player = createPlayer({
    timeline,
    audioUrl: (leg, take) => {
      const url = paths.api.audio(call.uniqueId, leg);
      return take > 1 ? `${url}?take=${take}` : url;
    },
    initialSpeed: settings.speed,
    initialVolume: settings.volume,
    fetch: (input, init) => fetch(input, init),
    now: () => Date.now(),
    requestFrame: (callback) => requestAnimationFrame(callback),
    cancelFrame: (id) => cancelAnimationFrame(id),
    setTimer: (callback, ms) => window.setTimeout(callback, ms),
    clearTimer: (id) => window.clearTimeout(id),
  });
  const sounds = createSoundLoader({
    fetchPeaks: (leg, signal) => fetchPeaks(call.uniqueId, leg, signal),
    fetchMarks: (leg, signal) => fetchMarks(call.uniqueId, leg, signal),
  });
  return {
    call,
    timeline,
    sounds,
    colours: ownerColours(call.legs),
    player,
    connect(element) {
      if (!element) return undefined;
      const disconnect = player.connect(element);
      return () => {
        disconnect();
        sounds.close();
      };
    },
  };
}

/** The call page's player with the call that it plays. Throws outside of a CallPlayerProvider. */
export function useCallPlayer(): CallPlayer {
  const value = useContext(CallPlayerContext);
  if (!value) throw new Error('useCallPlayer needs a CallPlayerProvider above it.');
  return value;
}

/** One value out of the player's state; the component renders when that value changes. */
export function usePlayerState<Value>(select: (state: PlayerState) => Value): Value {
  const { player } = useCallPlayer();
  const read = () => select(player.getState());
  return useSyncExternalStore(player.subscribe, read, read);
}

/** Runs once after each commit and then on every tick of the position, without a render of React. */
export function usePlayerClock(onTick: () => void): void {
  const { player } = useCallPlayer();
  const tick = useEffectEvent(onTick);
  // What a render put on the screen is brought to the present position before it is painted next.
  useEffect(() => tick());
  // The position lives in the audio element; it changes too often to be React's state.
  useEffect(() => player.subscribeClock(() => tick()), [player]);
}

function SettingsKeeper() {
  const speed = usePlayerState((state) => state.speed);
  const volume = usePlayerState((state) => state.volume);
  // Remembering is for the next page: storage is outside of React.
  useEffect(() => writePlayerSettings(localStorage, { speed, volume }), [speed, volume]);
  return null;
}
