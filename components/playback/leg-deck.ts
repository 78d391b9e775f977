import type { Leg } from '@/lib/contract/call';
import { createLegChannel, createStartLatency, type LegChannel } from './leg-channel';
import type { LiveTimeline } from './live-timeline';
import { type MediaElement, readMediaState } from './media-states';
import type { PlayerOptions, PlayerStateHolder } from './player-state';

interface OpenOptions {
  /** Past the browser's cache, which holds what failed. */
  isNewTake?: boolean;
  isAhead?: boolean;
}

export type LegDeck = ReturnType<typeof createLegDeck>;

/**
 * The player's commands to the audio elements: which leg is in which, and the place where each leg was
 * left. The main leg is the one that the transport acts on; others sound alongside it, or wait ahead.
 */
export function createLegDeck(
  state: PlayerStateHolder,
  options: PlayerOptions,
  live: LiveTimeline,
) {
  const legs = new Map<number, Leg>(live.initial.legs.map(({ leg }) => [leg.leg, leg]));
  const positions = new Map<number, number>();
  const takes = new Map<number, number>();
  const latency = createStartLatency(options.now);
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

  /** Puts a leg into a free element, to continue at `atSeconds`; undefined where none is free. */
  function open(leg: number, atSeconds: number, how: OpenOptions = {}): LegChannel | undefined {
    const channel = channelOf(leg) ?? channels.find((candidate) => candidate.leg() === null);
    if (!channel) return undefined;
    if (how.isNewTake) takes.set(leg, (takes.get(leg) ?? 1) + 1);
    channel.isAhead = how.isAhead ?? false;
    channel.element.volume = volumeOf(leg);
    channel.open(leg, urlOf(leg), atSeconds, state.get().speed);
    if (leg === state.get().leg) state.update({ isLoaded: true });
    return channel;
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
    latency,
    urlOf,
    positionOf,
    channelOf,
    main,
    channels: () => channels,
    open,
    close,
    closeAllBut,
    remember: (leg: number, seconds: number) => void positions.set(leg, seconds),

    /** Length of a leg as far as it is known. */
    lengthOf: live.secondsOf,
    measuredOf: live.measuredOf,
    reachOf: live.reachOf,

    /** Publishes `leg` as the main one, with the state of its element. Stops and starts nothing. */
    setMain(leg: number): void {
      const channel = channelOf(leg);
      const media = channel
        ? readMediaState(channel.element)
        : { isPlaying: false, isWaiting: false, hasEnded: false, hasMetadata: false };
      state.update({ ...media, leg, isLoaded: channel !== undefined, awaitsGesture: false });
    },

    /** Opens a leg again in the same role, past the browser's cache. */
    reload(leg: number, atSeconds: number, shouldPlay: boolean): void {
      const isAhead = channelOf(leg)?.isAhead ?? false;
      const channel = open(leg, atSeconds, { isNewTake: true, isAhead });
      if (channel && shouldPlay) start(channel);
    },

    /** Sets what holds for all elements: the listener's volume and how far each leg is turned down. */
    applyVolumes(): void {
      for (const channel of channels) {
        const leg = channel.leg();
        const volume = leg === null ? state.get().volume : volumeOf(leg);
        if (channel.element.volume !== volume) channel.element.volume = volume;
      }
    },
    /** Opens again, at the same place, each leg whose address has changed. */
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

    /** In a gesture: lets every element sound later without one, as WebKit requires. */
    unlock(): void {
      if (isUnlocked) return;
      isUnlocked = true;
      for (const channel of channels) if (channel.leg() === null) channel.element.load();
    },

    attach(elements: readonly MediaElement[]): void {
      channels = elements.map((element) => createLegChannel(element, live.measuredOf));
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

/** A leg that is further below the loudest than this is left alone: it is a bad line, not a quiet voice. */
const REACH_DB = 12;

/**
 * How much each leg is turned down so that all speak equally loud: factors of the listener's volume, at
 * most 1. `speechDb` is the loudness of what is spoken, below full scale; legs without it stay as they are.
 */
export function legLevels(
  speechDb: ReadonlyMap<number, number | null>,
): ReadonlyMap<number, number> {
  const known = [...speechDb].flatMap(([leg, db]) => (db === null ? [] : [{ leg, db }]));
  const loudest = Math.max(...known.map(({ db }) => db));
  const target = Math.min(...known.map(({ db }) => db).filter((db) => db >= loudest - REACH_DB));
  return new Map(known.map(({ leg, db }) => [leg, Math.min(1, 10 ** ((target - db) / 20))]));
}
