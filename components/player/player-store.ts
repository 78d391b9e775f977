import type { Stretch } from '@/components/timeline/call-timeline';
import { callSeconds, type LegMoment, seekTarget } from '@/components/timeline/position-in-call';
import { createLegDeck } from './leg-deck';
import { createLegRepair } from './leg-repair';
import { loadedUntil, type MediaElement } from './media-states';
import { stepSpeed } from './player-settings';
import { createPlayerState, type PlayerOptions, type PlayerState } from './player-state';
import { watchMedia } from './watch-media';

/** "Previous leg" this far into a leg goes to its start first. */
const START_AGAIN_SECONDS = 2;
/** A leg that was heard to within this of its end starts over. */
const END_SECONDS = 0.25;

export type Player = ReturnType<typeof createPlayer>;

/**
 * The player of one call: a store outside React around one audio element. It publishes what the element
 * says and never what it hopes for. Nothing is fetched before somebody plays, seeks or follows a link
 * to a moment, because the PBX carries live calls.
 */
export function createPlayer(options: PlayerOptions) {
  const { timeline } = options;
  let lifetime = new AbortController();
  const state = createPlayerState(options);
  const deck = createLegDeck(state, options);
  const repair = createLegRepair(state, deck, options, () => lifetime.signal);
  const playable = timeline.legs.filter(({ leg }) => deck.isPlayable(leg.leg));

  const position = () => deck.positionOf(state.get().leg);
  const callPosition = () =>
    callSeconds(timeline, { leg: state.get().leg, offsetSeconds: position() }) ?? 0;

  /** Plays a leg from where it was left, or from its start if that was its end. */
  function play(leg: number = state.get().leg): void {
    if (!deck.isPlayable(leg)) return;
    deck.select(leg);
    if (state.playback(leg).fault) {
      void repair.retry(leg, true).catch(ignoreAbort);
      return;
    }
    const seconds = deck.positionOf(leg);
    const from = seconds >= deck.lengthOf(leg) - END_SECONDS ? 0 : seconds;
    if (!deck.element()) deck.load(from);
    else if (from !== seconds) deck.moveTo(from);
    deck.start();
  }

  function setSpeed(speed: number): void {
    deck.withElement((element) => {
      element.defaultPlaybackRate = speed;
      element.playbackRate = speed;
    });
  }

  /** Goes to a moment of a leg. What was playing goes on playing; what was not stays silent. */
  function seek(moment: LegMoment): void {
    const { leg } = moment;
    if (!deck.isPlayable(leg)) return;
    const playsOn = state.get().isPlaying && leg !== state.get().leg;
    deck.select(leg);
    const seconds = Math.min(Math.max(0, moment.offsetSeconds), deck.lengthOf(leg));
    deck.remember(leg, seconds);
    if (!state.playback(leg).fault) {
      if (deck.element()) deck.moveTo(seconds);
      else deck.load(seconds);
      if (playsOn) deck.start();
    }
    state.tick();
  }

  function seekCall(seconds: number): void {
    const target = seekTarget(timeline, seconds, state.get().leg);
    if (target) seek(target);
  }

  function stepLeg(direction: 'next' | 'previous'): void {
    const { leg } = state.get();
    const index = playable.findIndex((placed) => placed.leg.leg === leg);
    const isInside = direction === 'previous' && position() > START_AGAIN_SECONDS;
    const target = isInside ? undefined : playable[index + (direction === 'next' ? 1 : -1)];
    if (target) seek({ leg: target.leg.leg, offsetSeconds: 0 });
    else if (direction === 'previous') seek({ leg, offsetSeconds: 0 });
  }

  /** Takes the element over; the returned function gives it back and releases everything. */
  function connect(element: MediaElement): () => void {
    lifetime = new AbortController();
    deck.attach(element);
    watchMedia(element, {
      signal: lifetime.signal,
      options,
      update: state.update,
      tick: state.tick,
      onMetadata: deck.settle,
      onLength: () => void repair.checkLength().catch(ignoreAbort),
      onTrouble: (reason) => void repair.investigate(reason).catch(ignoreAbort),
    });
    return () => {
      lifetime.abort();
      deck.detach();
    };
  }

  return {
    connect,
    getState: state.get,
    subscribe: state.subscribe,
    /** Called on every frame while sounding, and whenever the position or what is loaded changes. */
    subscribeClock: state.subscribeClock,
    /** What is known of a leg's audio. */
    playbackOf: state.playback,
    /** Seconds into a leg; the selected one where none is named. */
    position: (leg: number = state.get().leg) => deck.positionOf(leg),
    callPosition,
    /** Seconds of the selected leg up to which its audio has arrived without a hole. */
    loadedUntil() {
      const element = deck.element();
      return element ? loadedUntil(element, position()) : 0;
    },
    play,
    pause: () => deck.withElement((element) => element.pause()),
    toggle(leg: number = state.get().leg) {
      if (leg === state.get().leg && state.get().isPlaying) {
        deck.withElement((element) => element.pause());
      } else {
        play(leg);
      }
    },
    /** Opens at a moment and plays if the browser lets us; else the state says it awaits a gesture. */
    open(moment: LegMoment) {
      seek(moment);
      if (deck.element()) deck.start();
    },
    select: deck.select,
    /** Gives up what is being fetched, keeping the place: the PBX may stop sending. */
    stop: deck.unload,
    seek,
    /** Goes to a moment of the call: from a gap to the next leg, into another leg where it lies there. */
    seekCall,
    skip: (seconds: number) => seekCall(callPosition() + seconds),
    stepLeg,
    /** Asks the PBX anew for a leg and continues where it was, sounding where `shouldPlay`. */
    retry(leg: number, shouldPlay: boolean) {
      void repair.retry(leg, shouldPlay).catch(ignoreAbort);
    },
    setSpeed,
    /** From the element's own speed: a key that repeats is faster than the event that tells the state. */
    stepSpeed(direction: 'slower' | 'faster') {
      setSpeed(stepSpeed(deck.element()?.playbackRate ?? state.get().speed, direction));
    },
    setClock: (clock: PlayerState['clock']) => state.update({ clock }),
    /** Selects a stretch of call time. A first selection is repeated from then on. */
    setLoop(loop: Stretch) {
      state.update(state.get().loop ? { loop } : { loop, isLooping: true });
    },
    clearLoop: () => state.update({ loop: null, isLooping: false }),
    /** Repeats the selection or no longer; without one, the leg is selected. */
    toggleLooping() {
      const { loop, isLooping, leg } = state.get();
      const placed = timeline.legs.find((candidate) => candidate.leg.leg === leg);
      if (loop) state.update({ isLooping: !isLooping });
      else if (placed) {
        const { startSeconds, endSeconds } = placed;
        state.update({ loop: { startSeconds, endSeconds }, isLooping: true });
      }
    },
    setSkipsWaiting: (skipsWaiting: boolean) => state.update({ skipsWaiting }),
    setLevelled: (isLevelled: boolean) => state.update({ isLevelled }),
    setGaps: (gaps: PlayerState['gaps']) => state.update({ gaps }),
    setSide: (side: PlayerState['side']) => state.update({ side }),
    setOverlap: (overlap: PlayerState['overlap']) => state.update({ overlap }),
    /** Plays the call from its beginning. */
    restart() {
      seekCall(0);
      if (!state.get().isPlaying) play();
    },
    setVolume(volume: number) {
      deck.withElement((element) => {
        element.muted = false;
        element.volume = Math.min(Math.max(volume, 0), 1);
      });
    },
    toggleMuted: () =>
      deck.withElement((element) => {
        element.muted = !element.muted;
      }),
  };
}

function ignoreAbort(error: unknown): void {
  if (error instanceof Error && error.name === 'AbortError') return;
  throw error;
}
