import type { LegDeck } from './leg-deck';
import { type PlayerOptions, type PlayerStateHolder, UNTOUCHED } from './player-state';
import { arrivesWhole, type LegFault, type ProbeOptions, probeAudio } from './probe-audio';

/** A file may end this much before its stated length without anybody missing it. */
export const SHORTFALL_SECONDS = 1;

export type LegRepair = ReturnType<typeof createLegRepair>;

/** Finds out why a leg does not play and mends what can be mended, always keeping the place. */
export function createLegRepair(
  state: PlayerStateHolder,
  deck: LegDeck,
  options: PlayerOptions,
  signalOf: () => AbortSignal,
) {
  /** Legs that were loaded again after an error that the server knew nothing of: once each. */
  const reloaded = new Set<number>();
  const probing = (isFresh: boolean): ProbeOptions => ({
    fetch: options.fetch,
    now: options.now,
    signal: signalOf(),
    isFresh,
  });

  function reload(atSeconds: number, shouldPlay: boolean): void {
    deck.load(atSeconds, true);
    if (shouldPlay) deck.start();
  }

  function fail(leg: number, fault: LegFault): void {
    deck.unload();
    state.updateLeg(leg, { fault, isRetrying: false });
    state.tick();
  }

  /** Asks the PBX anew, then continues where the leg was, if it is the one that is chosen. */
  async function retry(leg: number, shouldPlay: boolean): Promise<void> {
    if (state.playback(leg).isRetrying) return;
    state.updateLeg(leg, { isRetrying: true });
    const probe = await probeAudio(deck.urlOf(leg), probing(true));
    if (probe.outcome === 'failed') {
      state.updateLeg(leg, { isRetrying: false, fault: probe.fault });
      return;
    }
    reloaded.delete(leg);
    const at = deck.positionOf(leg);
    state.updateLeg(leg, { ...UNTOUCHED, isBrokenOff: probe.isBrokenOff });
    if (state.get().leg === leg) reload(at, shouldPlay);
    if (probe.isArriving) await followArrival(leg);
  }

  /** A fresh take may break off as the one before it did, also while nobody plays it. */
  async function followArrival(leg: number): Promise<void> {
    const url = deck.urlOf(leg);
    if (await arrivesWhole(url, probing(false))) return;
    if (deck.urlOf(leg) !== url) return;
    if (state.get().leg === leg && deck.element()) return investigate('stall');
    const probe = await probeAudio(url, probing(false));
    if (probe.outcome === 'available' && deck.urlOf(leg) === url) {
      state.updateLeg(leg, { isBrokenOff: probe.isBrokenOff });
    }
  }

  /** The element failed or has waited too long: asks the server why, and acts on the answer. */
  async function investigate(reason: 'error' | 'stall'): Promise<void> {
    const element = deck.element();
    if (!element) return;
    const { leg } = state.get();
    const url = deck.urlOf(leg);
    const at = deck.positionOf(leg);
    const wasPlaying = !element.paused;
    const probe = await probeAudio(url, probing(false));
    if (state.get().leg !== leg || !deck.element() || deck.urlOf(leg) !== url) return;
    if (probe.outcome === 'failed') return fail(leg, probe.fault);
    if (probe.isBrokenOff && !state.playback(leg).isBrokenOff) {
      state.updateLeg(leg, { isBrokenOff: true });
      return reload(at, wasPlaying);
    }
    if (reason === 'stall') return;
    if (reloaded.has(leg)) return fail(leg, cannotPlay(options.now()));
    reloaded.add(leg);
    reload(at, wasPlaying);
  }

  /** A file shorter than stated may be short on the PBX, or have broken off on the way here. */
  async function checkLength(): Promise<void> {
    const { leg, fileSeconds } = state.get();
    if (fileSeconds === null || state.playback(leg).fileSeconds === fileSeconds) return;
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
