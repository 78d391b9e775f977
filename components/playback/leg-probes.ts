import { statedSeconds } from '@/components/call-time/leg-length';
import type { LegChannel } from './leg-channel';
import type { LegDeck } from './leg-deck';
import type { PlayerInbox, PlayerTimers, ProbeReason } from './player-events';
import { FIRST_NETWORK_WAIT_MS, type PlayerOptions, type PlayerStateHolder } from './player-state';
import { arrivesWhole, type ProbeOptions, probeAudio } from './probe-audio';

const LONGEST_NETWORK_WAIT_MS = 30_000;

/** A file may end this much before its stated length without anybody missing it. */
export const SHORTFALL_SECONDS = 1;

interface Question {
  leg: number;
  channel?: LegChannel;
  reason: ProbeReason;
  /** Makes the server ask the PBX again, which only a person should. */
  isFresh?: boolean;
}

interface RetryOptions {
  shouldPlay: boolean;
  isFresh: boolean;
}

interface ProbesParts {
  state: PlayerStateHolder;
  deck: LegDeck;
  options: PlayerOptions;
  inbox: PlayerInbox;
  timers: PlayerTimers;
  /** Ends every question that is still open. */
  signal: () => AbortSignal;
}

export type LegProbes = ReturnType<typeof createLegProbes>;

/**
 * Asks the server about a leg. Nothing is decided here: each answer comes back as an event, and
 * `leg-faults` compares it with what is wished by then.
 */
export function createLegProbes({ state, deck, options, inbox, timers, signal }: ProbesParts) {
  const { memory } = state;
  const probing = (isFresh: boolean): ProbeOptions => ({
    fetch: options.fetch,
    now: options.now,
    signal: signal(),
    isFresh,
  });

  function ask({ leg, channel, reason, isFresh = false }: Question): void {
    const url = deck.urlOf(leg);
    probeAudio(url, probing(isFresh))
      .then((probe) => {
        const answer = { leg, url, channel: channel ?? null, reason, isFresh, probe };
        inbox.send({ type: 'answer', answer });
      })
      .catch(ignoreAbort);
  }

  /** Asks for a leg again. It continues where it was left, sounding where that is still wanted then. */
  function retry(leg: number, { shouldPlay, isFresh }: RetryOptions): void {
    if (shouldPlay && leg === state.get().leg) memory.wanted = leg;
    if (state.playback(leg).isRetrying) return;
    state.updateLeg(leg, { isRetrying: true });
    ask({ leg, reason: 'retry', isFresh });
  }

  function forgetNetwork(): void {
    timers.clear('network');
    memory.awaitsNetwork = null;
    memory.networkWaitMs = FIRST_NETWORK_WAIT_MS;
  }

  return {
    ask,
    retry,

    /** An element failed, or waits too long: why? */
    investigate(channel: LegChannel, reason: 'error' | 'stall'): void {
      const leg = channel.leg();
      if (leg !== null) ask({ leg, channel, reason });
    },

    /** A file shorter than stated may be short on the PBX, or have broken off on the way here. */
    checkLength(channel: LegChannel): void {
      const leg = channel.leg();
      const fileSeconds = channel.fileSeconds();
      if (leg === null || fileSeconds === null) return;
      // What was measured is true; the element may only guess.
      if (deck.measuredOf(leg) !== null && !state.playback(leg).isBrokenOff) return;
      if (state.playback(leg).fileSeconds === fileSeconds) return;
      state.updateLeg(leg, { fileSeconds });
      const placed = deck.leg(leg);
      const stated = (placed && statedSeconds(placed)) ?? 0;
      if (stated - fileSeconds <= SHORTFALL_SECONDS || state.playback(leg).isBrokenOff) return;
      ask({ leg, reason: 'length' });
    },

    /** A fresh take may break off as the one before it did, also while nobody plays it. */
    followArrival(leg: number): void {
      const url = deck.urlOf(leg);
      arrivesWhole(url, probing(false))
        .then((isWhole) => inbox.send({ type: 'arrived', leg, url, isWhole }))
        .catch(ignoreAbort);
    },

    /**
     * The network is gone. The browser says when it is back, but does not notice a tunnel or a restart of
     * Legato, so the leg is also tried again after 2, 4, 8 and at most 30 s.
     */
    awaitNetwork(leg: number): void {
      memory.awaitsNetwork = leg;
      timers.set('network', memory.networkWaitMs);
      memory.networkWaitMs = Math.min(memory.networkWaitMs * 2, LONGEST_NETWORK_WAIT_MS);
    },
    tryNetwork(): void {
      const leg = memory.awaitsNetwork;
      timers.clear('network');
      if (leg !== null) retry(leg, { shouldPlay: memory.wanted === leg, isFresh: false });
    },
    forgetNetwork,

    /** Another leg becomes the main one, asked for by hand or (null) by itself: nothing is awaited any more. */
    forgetAwaited(askedFor: number | null): void {
      memory.askedFor = askedFor;
      // A seek in the leg that is being asked for again keeps the wish to hear it.
      const isUnderWay = askedFor !== null && state.playback(askedFor).isRetrying;
      if (!isUnderWay || memory.wanted !== askedFor) memory.wanted = null;
      forgetNetwork();
    },
  };
}

function ignoreAbort(error: unknown): void {
  if (error instanceof Error && error.name === 'AbortError') return;
  throw error;
}
