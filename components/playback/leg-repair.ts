import type { LegChannel } from './leg-channel';
import type { LegDeck } from './leg-deck';
import { type PlayerOptions, type PlayerStateHolder, UNTOUCHED } from './player-state';
import { arrivesWhole, type LegFault, type ProbeOptions, probeAudio } from './probe-audio';

/** A file may end this much before its stated length without anybody missing it. */
export const SHORTFALL_SECONDS = 1;

export interface RetryOptions {
  shouldPlay: boolean;
  /** Makes the server ask the PBX anew, which only a person should. */
  isFresh?: boolean;
}

interface RepairParts {
  state: PlayerStateHolder;
  deck: LegDeck;
  options: PlayerOptions;
  signal: () => AbortSignal;
  /** A leg does not play. Whoever listens decides what becomes of it. */
  onFault: (leg: number, fault: LegFault, wasPlaying: boolean) => void;
}

export type LegRepair = ReturnType<typeof createLegRepair>;

/** Finds out why a leg does not play and mends what can be mended, always keeping the place. */
export function createLegRepair({ state, deck, options, signal, onFault }: RepairParts) {
  /** Legs that were loaded again after an error that the server knew nothing of: once each. */
  const reloaded = new Set<number>();
  const probing = (isFresh: boolean): ProbeOptions => ({
    fetch: options.fetch,
    now: options.now,
    signal: signal(),
    isFresh,
  });

  function reload(leg: number, atSeconds: number, shouldPlay: boolean): void {
    const isAhead = deck.channelOf(leg)?.isAhead ?? false;
    const channel = deck.open(leg, atSeconds, { isNewTake: true, isAhead });
    if (channel && shouldPlay) deck.start(channel);
  }

  /** Asks the PBX anew, then continues where the leg was, if it is the one that is chosen. */
  async function retry(leg: number, { shouldPlay, isFresh = true }: RetryOptions): Promise<void> {
    if (state.playback(leg).isRetrying) return;
    state.updateLeg(leg, { isRetrying: true });
    const probe = await probeAudio(deck.urlOf(leg), probing(isFresh));
    if (probe.outcome === 'failed') {
      state.updateLeg(leg, { isRetrying: false });
      onFault(leg, probe.fault, shouldPlay);
      return;
    }
    reloaded.delete(leg);
    if (isFresh) options.sounds.forget(leg);
    const at = deck.positionOf(leg);
    state.updateLeg(leg, { ...UNTOUCHED, isBrokenOff: probe.isBrokenOff });
    if (state.get().leg === leg) reload(leg, at, shouldPlay);
    if (probe.isArriving) await followArrival(leg);
  }

  /** A fresh take may break off as the one before it did, also while nobody plays it. */
  async function followArrival(leg: number): Promise<void> {
    const url = deck.urlOf(leg);
    if (await arrivesWhole(url, probing(false))) return;
    if (deck.urlOf(leg) !== url) return;
    const channel = deck.channelOf(leg);
    if (channel) return investigate(channel, 'stall');
    const probe = await probeAudio(url, probing(false));
    if (probe.outcome === 'available' && deck.urlOf(leg) === url) {
      state.updateLeg(leg, { isBrokenOff: probe.isBrokenOff });
    }
  }

  /** An element failed or has waited too long: asks the server why, and acts on the answer. */
  async function investigate(channel: LegChannel, reason: 'error' | 'stall'): Promise<void> {
    const leg = channel.leg();
    if (leg === null) return;
    const url = deck.urlOf(leg);
    const at = channel.positionSeconds();
    const wasPlaying = !channel.element.paused;
    const probe = await probeAudio(url, probing(false));
    if (channel.leg() !== leg || deck.urlOf(leg) !== url) return;
    if (probe.outcome === 'failed') return onFault(leg, probe.fault, wasPlaying);
    if (probe.isBrokenOff && !state.playback(leg).isBrokenOff) {
      state.updateLeg(leg, { isBrokenOff: true });
      return reload(leg, at, wasPlaying);
    }
    if (reason === 'stall') return;
    if (reloaded.has(leg)) return onFault(leg, cannotPlay(options.now()), wasPlaying);
    reloaded.add(leg);
    reload(leg, at, wasPlaying);
  }

  /** A file shorter than stated may be short on the PBX, or have broken off on the way here. */
  async function checkLength(channel: LegChannel): Promise<void> {
    const leg = channel.leg();
    const fileSeconds = channel.fileSeconds();
    if (leg === null || fileSeconds === null) return;
    if (state.playback(leg).fileSeconds === fileSeconds) return;
    state.updateLeg(leg, { fileSeconds });
    const stated = deck.leg(leg)?.durationSeconds ?? 0;
    if (stated - fileSeconds <= SHORTFALL_SECONDS || state.playback(leg).isBrokenOff) return;
    const probe = await probeAudio(deck.urlOf(leg), probing(false));
    if (probe.outcome === 'available' && probe.isBrokenOff) {
      state.updateLeg(leg, { isBrokenOff: true });
    }
  }

  return { retry, investigate, checkLength };
}

const cannotPlay = (failedAtMs: number): LegFault => ({
  code: 'cannot-play',
  detail: 'The file arrived but could not be decoded.',
  failedAtMs,
  retryAtMs: null,
});
