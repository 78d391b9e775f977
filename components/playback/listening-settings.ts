import type { CallTimeline, Stretch } from '@/components/call-time/call-timeline';
import type { HandCommands } from './hand-commands';
import type { LegDeck } from './leg-deck';
import type { PlayOn } from './play-on';
import type { PlayOrder } from './play-order';
import { type PlayerSettings, stepSpeed } from './player-settings';
import type { PlayerState, PlayerStateHolder } from './player-state';

interface SettingsParts {
  timeline: CallTimeline;
  state: PlayerStateHolder;
  deck: LegDeck;
  order: PlayOrder;
  playOn: PlayOn;
  hand: Pick<HandCommands, 'seek' | 'seekCall'>;
}

/** How the call is heard: speed, volume, the selection, and what is skipped or turned down. */
export function createListeningSettings(parts: SettingsParts) {
  const { timeline, state, deck, order, playOn, hand } = parts;
  const { memory } = state;

  function setSpeed(speed: number): void {
    playOn.changePace(() => {
      for (const { element } of deck.channels()) {
        element.defaultPlaybackRate = speed;
        element.playbackRate = speed;
      }
      state.update({ speed });
    });
  }

  function setMuted(isMuted: boolean): void {
    for (const { element } of deck.channels()) element.muted = isMuted;
    state.update({ isMuted });
  }

  function setLooping(loop: Stretch): void {
    state.update({ loop, isLooping: true });
    const at = playOn.callPosition();
    if (at >= loop.startSeconds && at < loop.endSeconds) return;
    hand.seekCall(loop.startSeconds);
  }

  return {
    /** Takes over what the listener chose before, as long as nothing sounds. */
    restore: (settings: PlayerSettings) => state.update(settings),
    setSpeed,
    stepSpeed(direction: 'slower' | 'faster'): void {
      setSpeed(stepSpeed(state.get().speed, direction));
    },
    setVolume(volume: number): void {
      state.update({ volume: Math.min(Math.max(volume, 0), 1) });
      setMuted(false);
      deck.applyVolumes();
    },
    toggleMuted: () => setMuted(!state.get().isMuted),
    setClock: (clock: PlayerState['clock']) => state.update({ clock }),

    /** Selects a stretch of call time. A first selection is repeated from then on. */
    setLoop(wanted: Stretch): void {
      const edges = [wanted.startSeconds, wanted.endSeconds].map((seconds) =>
        Math.min(Math.max(0, seconds), timeline.durationSeconds),
      );
      const loop = { startSeconds: Math.min(...edges), endSeconds: Math.max(...edges) };
      memory.stopsAt = null;
      state.update(state.get().loop ? { loop } : { loop, isLooping: true });
    },
    clearLoop(): void {
      memory.stopsAt = null;
      state.update({ loop: null, isLooping: false });
    },
    /** Repeats the selection, or stops repeating it; without one, the leg is selected. */
    toggleLooping(): void {
      const { loop, isLooping, leg } = state.get();
      if (isLooping) state.update({ isLooping: false });
      else setLooping(loop ?? { startSeconds: order.startOf(leg), endSeconds: order.endOf(leg) });
    },
    /** The selection begins here; it goes to where it ended, or to the end of the leg. */
    loopFrom(): void {
      const startSeconds = playOn.callPosition();
      const { loop, leg } = state.get();
      const isBefore = loop !== null && loop.endSeconds > startSeconds;
      const endSeconds = isBefore ? loop.endSeconds : order.endOf(leg);
      if (endSeconds > startSeconds) state.update({ loop: { startSeconds, endSeconds } });
    },
    /** The selection ends here and is repeated; it begins where it began, or with the leg. */
    loopTo(): void {
      const endSeconds = playOn.callPosition();
      const { loop, leg } = state.get();
      const isAfter = loop !== null && loop.startSeconds < endSeconds;
      const startSeconds = isAfter ? loop.startSeconds : order.startOf(leg);
      if (endSeconds > startSeconds) setLooping({ startSeconds, endSeconds });
    },

    /** Switched on, it also skips a fold that is being heard. */
    setSkipsWaiting(skipsWaiting: boolean): void {
      memory.heardFold = null;
      state.update({ skipsWaiting });
      state.tick();
    },
    setLevelled(isLevelled: boolean): void {
      state.update({ isLevelled });
      deck.applyVolumes();
    },
    setGaps: (gaps: PlayerState['gaps']) => playOn.changePace(() => state.update({ gaps })),
    setSide(side: PlayerState['side']): void {
      state.update({ side });
      deck.applyAddresses();
    },
    /** Hears all legs where they overlap, or one of them alone. */
    setOverlap(overlap: PlayerState['overlap']): void {
      state.update({ overlap });
      const { leg, isPlaying } = state.get();
      const at = playOn.callPosition();
      const instead = order.chosenInstead(leg, at);
      if (instead === null || isPlaying) state.tick();
      else hand.seek({ leg: instead, offsetSeconds: at - order.startOf(instead) });
    },
  };
}
