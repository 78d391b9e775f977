import type { Leg } from '@/lib/contract/call';
import { type MediaElement, readMediaState } from './media-states';
import type { PlayerOptions, PlayerStateHolder } from './player-state';

const HAVE_METADATA = 1;
const SAME_PLACE_SECONDS = 0.3;

export type LegDeck = ReturnType<typeof createLegDeck>;

/** The one audio element with at most one leg in it, and the place where each leg was left. */
export function createLegDeck(state: PlayerStateHolder, options: PlayerOptions) {
  const legs = new Map<number, Leg>(options.timeline.legs.map(({ leg }) => [leg.leg, leg]));
  const positions = new Map<number, number>();
  const takes = new Map<number, number>();
  let element: MediaElement | null = null;
  /** Where to continue once the element knows its file; until then it cannot seek. */
  let pendingSeconds: number | null = null;

  const urlOf = (leg: number) => options.audioUrl(leg, takes.get(leg) ?? 1);

  function positionOf(leg: number): number {
    const { leg: selected, isLoaded } = state.get();
    if (leg === selected && pendingSeconds !== null) return pendingSeconds;
    if (leg === selected && isLoaded && element) return element.currentTime;
    return positions.get(leg) ?? 0;
  }

  function unload(): void {
    positions.set(state.get().leg, positionOf(state.get().leg));
    pendingSeconds = null;
    if (!element || !state.get().isLoaded) return;
    element.pause();
    element.removeAttribute('src');
    element.load();
    state.update({ ...readMediaState(element), isLoaded: false, awaitsGesture: false });
  }

  return {
    leg: (number: number) => legs.get(number),
    isPlayable: (number: number) => legs.get(number)?.access === 'open',
    urlOf,
    positionOf,
    unload,
    remember: (leg: number, seconds: number) => void positions.set(leg, seconds),
    element: () => (state.get().isLoaded ? element : null),

    /** Length of a leg as far as it is known: its file's, else what the PBX states. */
    lengthOf: (leg: number) =>
      state.playback(leg).fileSeconds ?? legs.get(leg)?.durationSeconds ?? 0,

    /** Makes `leg` the one that the transport acts on; the one before stops and keeps its place. */
    select(leg: number): void {
      if (leg === state.get().leg || !legs.has(leg)) return;
      unload();
      state.update({ leg });
      state.tick();
    },

    /** Puts the selected leg into the element, to continue at `atSeconds`. */
    load(atSeconds: number, isNewTake = false): void {
      if (!element) return;
      const { leg, speed } = state.get();
      if (isNewTake) takes.set(leg, (takes.get(leg) ?? 1) + 1);
      pendingSeconds = atSeconds;
      element.preload = 'auto';
      element.src = urlOf(leg);
      element.defaultPlaybackRate = speed;
      element.load();
      element.playbackRate = speed;
      element.preservesPitch = true;
      // Before any byte is here this sets where playback starts: second 0 is never heard.
      element.currentTime = atSeconds;
      state.update({ isLoaded: true });
    },

    /** Moves within the loaded leg, at once or as soon as the element can. */
    moveTo(seconds: number): void {
      if (element && element.readyState >= HAVE_METADATA) element.currentTime = seconds;
      else pendingSeconds = seconds;
    },

    /** The element knows its file now: puts the place right before anything sounds. */
    settle(): void {
      if (element && pendingSeconds !== null) {
        const seconds = Math.min(pendingSeconds, element.duration || pendingSeconds);
        if (Math.abs(element.currentTime - seconds) > SAME_PLACE_SECONDS) {
          element.currentTime = seconds;
        }
      }
      pendingSeconds = null;
    },

    start(): void {
      element?.play().catch((error: unknown) => {
        // Every other refusal is followed by an event of the element, which says more.
        if (error instanceof Error && error.name === 'NotAllowedError') {
          state.update({ awaitsGesture: true });
        }
      });
    },

    attach(target: MediaElement): void {
      element = target;
      target.volume = state.get().volume;
      target.defaultPlaybackRate = state.get().speed;
      target.playbackRate = state.get().speed;
    },
    detach(): void {
      unload();
      element = null;
    },
    /** For settings of the element itself, which hold from leg to leg. */
    withElement(change: (target: MediaElement) => void): void {
      if (element) change(element);
    },
  };
}
