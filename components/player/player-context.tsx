'use client';

import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import type { CallTimeline } from '@/components/call-time/call-timeline';
import { type OwnerColour, ownerColours } from '@/components/owner/owner-colours';
import {
  DEFAULT_SETTINGS,
  readPlayerSettings,
  settingsOf,
} from '@/components/playback/player-settings';
import type { PlayerState } from '@/components/playback/player-state';
import { createPlayer, type Player } from '@/components/playback/player-store';
import type { SoundLoader } from '@/components/sound/sound-loader';
import { ownStorage } from '@/components/ui/own-storage';
import { type ListeningReports, listeningReportsOf } from '@/lib/api/listening-reports';
import { foundHeard } from '@/lib/api/queries';
import type { Call } from '@/lib/contract/call';
import { paths } from '@/lib/paths';
import { useAsksReasons } from './asks-reasons';
import { createCallSounds, followPlaying } from './call-sounds';
import { gatePlayer } from './gated-player';
import { createHeardSeconds, type HeardSeconds, type KnownHeard } from './heard-seconds';
import { createReasonGate, type ReasonGate } from './reason-gate';

interface CallPlayer extends OwnedPlayer {
  /** Where every leg is and how long, as far as that is known by now. */
  timeline: CallTimeline;
}

interface OwnedPlayer {
  call: Call;
  colours: ReadonlyMap<string, OwnerColour>;
  player: Player;
  /** Waveforms, marks and loudness of the legs that are looked at or played. */
  sounds: SoundLoader;
  /** What stands before the first sound, where people have to say why they listen. */
  gate: ReasonGate;
  /** What was heard of the legs, by this person. */
  heard: HeardSeconds;
  /** Tells the server of it. */
  reports: ListeningReports;
  /** The ref of what holds the audio elements. */
  connect: (holder: HTMLElement | null) => (() => void) | undefined;
  /** Where listening was when the elements were given back; null while it goes on, or never began. */
  left: () => LeftMoment | null;
}

interface LeftMoment {
  callSeconds: number;
  isPlaying: boolean;
}

const CallPlayerContext = createContext<CallPlayer | null>(null);

/** Three legs that sound at the same time, where they overlap, and one that is opened ahead. */
const ELEMENTS = ['first', 'second', 'third', 'ahead'];

interface CallPlayerProviderProps {
  call: Call;
  /** Somebody waits for it: what is drawn after Play is there is asked for once it is shown. */
  isOpenedHere: boolean;
  children: ReactNode;
}

/**
 * One call, its clock and its audio elements, for everything on the call page. The call that is given is
 * the only one: when a later answer has other legs, strip and player follow, and listening goes on where
 * it was.
 */
export function CallPlayerProvider({ call, isOpenedHere, children }: CallPlayerProviderProps) {
  const asksReasons = useAsksReasons();
  const client = useQueryClient();
  const [value, setValue] = useState(() =>
    createCallPlayer(call, null, {
      isOpenedHere,
      asksReasons,
      known: foundHeard(client, call.uniqueId),
    }),
  );
  if (value.call !== call) setValue(followCall(value, call));
  const { player } = value;
  const timeline = useSyncExternalStore(
    player.subscribeTimeline,
    player.timeline,
    () => player.initialTimeline,
  );
  const provided = useMemo(() => ({ ...value, timeline }), [value, timeline]);
  return (
    <CallPlayerContext value={provided}>
      <span ref={value.connect} hidden>
        {ELEMENTS.map((name) => (
          // biome-ignore lint/a11y/useMediaCaption: a call recording has no captions
          <audio key={name} preload="none" />
        ))}
      </span>
      {children}
    </CallPlayerContext>
  );
}

/** The player of a later answer: the same one, unless what it plays has changed. */
function followCall(before: OwnedPlayer, call: Call): OwnedPlayer {
  return soundOf(before.call) === soundOf(call)
    ? { ...before, call }
    : createCallPlayer(call, before, { isOpenedHere: true, asksReasons: false });
}

/** All of a call that its clock and its player are made of. */
const soundOf = ({ startedAt, endedAt, durationSeconds, gaps, legs }: Call): string =>
  JSON.stringify({ startedAt, endedAt, durationSeconds, gaps, legs }, (name, value) =>
    // What is measured while one listens is followed by the player that is there.
    name === 'measuredSeconds' ? undefined : value,
  );

const fetchHere: typeof fetch = (input, init) => fetch(input, init);

interface PlayerStart {
  isOpenedHere: boolean;
  asksReasons: boolean;
  /** What one has heard, where that is known already. */
  known?: KnownHeard | undefined;
}

/** Runs on the server as well, so nothing of the browser is touched before the elements are there. */
function createCallPlayer(
  call: Call,
  before: OwnedPlayer | null,
  { isOpenedHere, asksReasons, known }: PlayerStart,
): OwnedPlayer {
  const sounds = createCallSounds(call.uniqueId, { startsNow: !isOpenedHere });
  const heard = before?.heard ?? createHeardSeconds(known);
  const reports = before?.reports ?? listeningReportsOf(call.uniqueId);
  const gate = before?.gate ?? createReasonGate(asksReasons);
  const ungated = createPlayer({
    call,
    onHeard(stretch) {
      heard.add(stretch);
      reports.add(stretch);
    },
    sounds,
    audioUrl(leg, take, side) {
      const query = new URLSearchParams({
        ...(side !== 'both' && { side }),
        ...(take > 1 && { take: String(take) }),
      }).toString();
      return paths.api.audio(call.uniqueId, leg) + (query && `?${query}`);
    },
    initial: before ? settingsOf(before.player.getState()) : DEFAULT_SETTINGS,
    fetch: fetchHere,
    now: Date.now,
    onOnline: (callback, signal) => window.addEventListener('online', callback, { signal }),
    requestFrame: (callback) => requestAnimationFrame(callback),
    cancelFrame: (id) => cancelAnimationFrame(id),
    setTimer: (callback, ms) => window.setTimeout(callback, ms),
    clearTimer: (id) => window.clearTimeout(id),
  });
  const player = gatePlayer(ungated, gate);
  let left: LeftMoment | null = null;
  return {
    call,
    sounds,
    colours: ownerColours(call.legs),
    player,
    gate,
    heard,
    reports,
    left: () => left,
    connect(holder) {
      if (!holder) return undefined;
      // Again where React has taken the page apart and put it back.
      sounds.start({ isHeld: true });
      sounds.show();
      if (!before) player.restore(readPlayerSettings(ownStorage));
      const disconnect = player.connect([...holder.querySelectorAll('audio')]);
      const stopFollowing = followPlaying(player, sounds);
      const moment = before?.left();
      if (moment) {
        player.seekCall(moment.callSeconds);
        if (moment.isPlaying) player.play();
      }
      return () => {
        const { isLoaded, isPlaying } = player.getState();
        left = isLoaded ? { callSeconds: player.callPosition(), isPlaying } : null;
        disconnect();
        void reports.flush();
        stopFollowing();
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
  return useSyncExternalStore(
    player.subscribe,
    () => select(player.getState()),
    () => select(player.initialState),
  );
}

/** Runs once after each commit and then on every tick of the position, without a render of React. */
export function usePlayerClock(onTick: () => void): void {
  const { player } = useCallPlayer();
  const tick = useEffectEvent(onTick);
  // Brings what a render put on the screen to the present position before the next paint.
  useEffect(() => tick());
  // The position lives in the audio element; it changes too often to be React's state.
  useEffect(() => player.subscribeClock(() => tick()), [player]);
}
