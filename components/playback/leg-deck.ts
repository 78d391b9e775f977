import type { Leg } from '@/lib/contract/call';
import { createLegChannel, type LegChannel } from './leg-channel';
import { legLevels } from './leg-levels';
import { type MediaElement, readMediaState } from './media-states';
import type { PlayerOptions, PlayerStateHolder } from './player-state';
import type { StartLatency } from './start-latency';

interface OpenOptions {
  /** Past the browser's cache, which holds what failed. */
  isNewTake?: boolean;
  isAhead?: boolean;
}

export type LegDeck = ReturnType<typeof createLegDeck>;

/**
 * The audio elements and which leg is in which, and the place where each leg was left. The main leg is
 * the one that the transport acts on; others sound alongside it, or wait ahead of it.
 */
export function createLegDeck(
  state: PlayerStateHolder,
  options: PlayerOptions,
  latency: StartLatency,
) {
  const legs = new Map<number, Leg>(options.timeline.legs.map(({ leg }) => [leg.leg, leg]));
  const positions = new Map<number, number>();
  const takes = new Map<number, number>();
  /** Legs that could not be opened before their turn; they are tried again when it comes. */
  const refused = new Set<number>();
  let channels: LegChannel[] = [];
  let isUnlocked = false;

  const channelOf = (leg: number) => channels.find((channel) => channel.leg() === leg);
  const main = () => channelOf(state.get().leg);

  /** A side alone can be heard only where the leg is known to have two. */
  const sideOf = (leg: number) =>
    options.sounds.soundOf(leg).wave?.channels === 2 ? state.get().side : 'both';
  function volumeOf(leg: number): number {
    const { volume, isLevelled } = state.get();
    if (!isLevelled) return volume;
    const speechDb = [...legs.keys()].map((number) => {
      const { marks } = options.sounds.soundOf(number);
      return [number, marks?.loudness.speechDb ?? null] as const;
    });
    return volume * (legLevels(new Map(speechDb)).get(leg) ?? 1);
  }
  const urlOf = (leg: number) => options.audioUrl(leg, takes.get(leg) ?? 1, sideOf(leg));

  function positionOf(leg: number): number {
    const channel = channelOf(leg);
    return channel && !channel.isAhead ? channel.positionSeconds() : (positions.get(leg) ?? 0);
  }

  /** Gives up a leg's element and keeps its place. */
  function close(leg: number): void {
    const channel = channelOf(leg);
    if (!channel) return;
    positions.set(leg, positionOf(leg));
    channel.isAhead = false;
    channel.clear();
    if (leg !== state.get().leg) return;
    state.update({ ...readMediaState(channel.element), isLoaded: false, awaitsGesture: false });
  }

  function closeAllBut(leg: number | null): void {
    for (const channel of channels) {
      const other = channel.leg();
      if (other !== null && other !== leg) close(other);
    }
  }

  function start(channel: LegChannel): void {
    latency.starting(channel);
    channel.element.play().catch((error: unknown) => {
      // Every other refusal is followed by an event of the element, which says more.
      if (error instanceof Error && error.name === 'NotAllowedError') {
        state.update({ awaitsGesture: true });
      }
    });
  }

  return {
    leg: (number: number) => legs.get(number),
    isPlayable: (number: number) => legs.get(number)?.access === 'open',
    urlOf,
    positionOf,
    channelOf,
    main,
    channels: () => channels,
    close,
    closeAllBut,
    refused,
    remember: (leg: number, seconds: number) => void positions.set(leg, seconds),

    /** Length of a leg as far as it is known: its file's, else what the PBX states. */
    lengthOf: (leg: number) =>
      state.playback(leg).fileSeconds ?? legs.get(leg)?.durationSeconds ?? 0,

    /** Publishes `leg` as the main one, with what its element says. Stops and starts nothing. */
    setMain(leg: number): void {
      const channel = channelOf(leg);
      const said = channel
        ? readMediaState(channel.element)
        : { isPlaying: false, isWaiting: false, hasEnded: false, fileSeconds: null };
      state.update({ ...said, leg, isLoaded: channel !== undefined, awaitsGesture: false });
    },

    /** Puts a leg into a free element, to continue at `atSeconds`; undefined where none is free. */
    open(leg: number, atSeconds: number, how: OpenOptions = {}): LegChannel | undefined {
      const channel = channelOf(leg) ?? channels.find((candidate) => candidate.leg() === null);
      if (!channel) return undefined;
      if (how.isNewTake) takes.set(leg, (takes.get(leg) ?? 1) + 1);
      channel.isAhead = how.isAhead ?? false;
      channel.element.volume = volumeOf(leg);
      channel.open(leg, urlOf(leg), atSeconds, state.get().speed);
      if (leg === state.get().leg) state.update({ isLoaded: true });
      return channel;
    },

    /** Sets what holds for all elements: the listener's volume and how far each leg is turned down. */
    applyVolumes(): void {
      for (const channel of channels) {
        const leg = channel.leg();
        const volume = leg === null ? state.get().volume : volumeOf(leg);
        if (channel.element.volume !== volume) channel.element.volume = volume;
      }
    },
    /** Opens anew, at the same place, what is open with an address that is no longer the right one. */
    applyAddresses(): void {
      for (const channel of channels) {
        const leg = channel.leg();
        if (leg === null || channel.address() === urlOf(leg)) continue;
        const wasSounding = channel.isSounding();
        channel.open(leg, urlOf(leg), channel.positionSeconds(), state.get().speed);
        if (wasSounding) start(channel);
      }
    },

    start,

    /** In a gesture: lets every element sound later without one, as WebKit wants it. */
    unlock(): void {
      if (isUnlocked) return;
      isUnlocked = true;
      for (const channel of channels) if (channel.leg() === null) channel.element.load();
    },

    attach(elements: readonly MediaElement[]): void {
      channels = elements.map((element) => createLegChannel(element));
      for (const { element } of channels) {
        element.defaultPlaybackRate = state.get().speed;
        element.playbackRate = state.get().speed;
      }
    },
    detach(): void {
      closeAllBut(null);
      channels = [];
    },
  };
}
