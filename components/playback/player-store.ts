import { createHandCommands } from './hand-commands';
import { createListeningSettings } from './listening-settings';
import { loadedUntil } from './media-states';
import { createPlayerEngine } from './player-engine';
import { createPlayerState, type PlayerOptions } from './player-state';

export type Player = ReturnType<typeof createPlayer>;

/**
 * The player of one call: a store outside React around a few audio elements. It publishes what the
 * elements say and never what it hopes for. Nothing is fetched before somebody plays, seeks or follows
 * a link to a moment, and at most one leg ahead then, because the PBX carries live calls.
 */
export function createPlayer(options: PlayerOptions) {
  const state = createPlayerState(options);
  const engine = createPlayerEngine(state, options);
  const { deck } = engine;

  const hand = createHandCommands(state, engine, options);

  return {
    ...hand,
    ...createListeningSettings(state, engine, options, hand),
    /** Takes the elements over; the returned function gives them back and releases everything. */
    connect: engine.connect,
    getState: state.get,
    subscribe: state.subscribe,
    /** Called on every frame while sounding, and whenever the position or what is loaded changes. */
    subscribeClock: state.subscribeClock,
    /** What is known of a leg's audio. */
    playbackOf: state.playback,
    /** Seconds into a leg; the selected one where none is named. */
    position: (leg: number = state.get().leg) => deck.positionOf(leg),
    /** Seconds into the call, also while a gap is crossed. */
    callPosition: engine.callPosition,
    /** Seconds of the selected leg up to which its audio has arrived without a hole. */
    loadedUntil() {
      const channel = deck.main();
      return channel ? loadedUntil(channel.element, channel.positionSeconds()) : 0;
    },
    /** The stretches that are passed over when that is switched on, as far as they are known. */
    folds: engine.folds,
  };
}
