import { createAlongsideLegs } from './alongside-legs';
import { createGapCrossing } from './gap-crossing';
import { createHandCommands } from './hand-commands';
import { createHeardRecorder } from './heard-recorder';
import { createLegDeck } from './leg-deck';
import { createLegFaults } from './leg-faults';
import { createLegProbes } from './leg-probes';
import { createListeningSettings } from './listening-settings';
import { createLiveTimeline } from './live-timeline';
import { loadedUntil, type MediaElement } from './media-states';
import { createPlayOn } from './play-on';
import { createPlayOrder } from './play-order';
import { createPlayerInbox, createPlayerTimers, listenForEvents } from './player-events';
import { createPlayerState, type PlayerOptions } from './player-state';
import { createPlayerTransition } from './player-transition';

export type Player = ReturnType<typeof createPlayer>;

/**
 * The player of one call: a store outside React around a few audio elements. It publishes what the
 * elements say and never what it hopes for. Nothing is fetched before somebody plays, seeks or follows
 * a link to a moment, and at most one leg ahead then, because the PBX carries live calls.
 */
export function createPlayer(options: PlayerOptions) {
  let lifetime = new AbortController();

  // Each part is built from the ones above it. docs/player.md draws them.
  const live = createLiveTimeline(options.call, options.sounds, () => state.get().legs);
  const { timeline } = live;
  const state = createPlayerState(options, live.initial.legs);
  const inbox = createPlayerInbox();
  const timers = createPlayerTimers(options, inbox);
  const deck = createLegDeck(state, options, live);
  const signal = () => lifetime.signal;
  const probes = createLegProbes({ state, deck, options, inbox, timers, signal });
  const order = createPlayOrder(timeline, state, deck);
  const gap = createGapCrossing(state, timers, options);
  const alongside = createAlongsideLegs(state, deck, order);
  const parts = { timeline, state, deck, order, probes };
  const playOn = createPlayOn({ ...parts, gap, alongside, timers });
  const faults = createLegFaults({ state, deck, probes, playOn, options });
  const transition = createPlayerTransition({ ...parts, playOn, faults, options });
  const recorder = createHeardRecorder(state, { ...options, measuredOf: live.measuredOf });
  inbox.handleWith((event) => {
    // Before anything is done about it: what has sounded until now has sounded.
    recorder.look(deck.channels());
    transition(event);
    recorder.look(deck.channels());
  });
  const hand = createHandCommands({ ...parts, playOn });
  const settings = createListeningSettings({ ...parts, playOn, hand });

  return {
    ...hand,
    ...settings,
    /** Takes the elements over; the returned function gives them back and releases everything. */
    connect(elements: readonly MediaElement[]): () => void {
      lifetime = new AbortController();
      deck.attach(elements);
      const channels = deck.channels();
      listenForEvents({ state, channels, options, inbox, signal: lifetime.signal });
      inbox.send({ type: 'measured' });
      return () => {
        recorder.look(deck.channels());
        recorder.stop();
        playOn.clearCue();
        playOn.forgetGap();
        probes.forgetNetwork();
        lifetime.abort();
        deck.detach();
      };
    },
    getState: state.get,
    /** The state before anything has happened: a part of the page that is hydrated late begins with it. */
    initialState: state.initial,
    subscribe: state.subscribe,
    /** Called on every frame while sounding, and whenever the position or what is loaded changes. */
    subscribeClock: state.subscribeClock,
    /** What is known of a leg's audio. */
    playbackOf: state.playback,
    /** Seconds into a leg; the selected one where none is named. */
    position: (leg: number = state.get().leg) => deck.positionOf(leg),
    callPosition: playOn.callPosition,
    /** Seconds of the selected leg up to which its audio has arrived without a hole. */
    loadedUntil() {
      const channel = deck.main();
      return channel ? loadedUntil(channel.element, channel.positionSeconds()) : 0;
    },
    /** Where every leg is and how long, as far as is known by now; the same object until that changes. */
    timeline: live.now,
    /** As it was before anything was found out. */
    initialTimeline: live.initial,
    /** Called whenever the timeline may be another. */
    subscribeTimeline(listener: () => void) {
      const releases = [state.subscribe(listener), options.sounds.subscribe(listener)];
      return () => {
        for (const release of releases) release();
      };
    },
    /** The stretches that are skipped when that is switched on, as far as they are known. */
    folds: () => state.memory.folds,
  };
}
