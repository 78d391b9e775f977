import type { LegDeck } from './leg-deck';
import type { LegProbes } from './leg-probes';
import type { PlayOn } from './play-on';
import type { ProbeAnswer } from './player-events';
import { type PlayerOptions, type PlayerStateHolder, UNTOUCHED } from './player-state';
import { isAboutFile, type LegFault } from './probe-audio';

interface FaultParts {
  state: PlayerStateHolder;
  deck: LegDeck;
  probes: LegProbes;
  playOn: PlayOn;
  options: PlayerOptions;
}

export type LegFaults = ReturnType<typeof createLegFaults>;

/**
 * What an answer of the server about a leg changes. Whether to sound, and where, is read when the answer
 * comes and not when the question was asked, so that a later pause or seek wins.
 */
export function createLegFaults({ state, deck, probes, playOn, options }: FaultParts) {
  const { memory } = state;

  function onAnswer(answer: ProbeAnswer) {
    const { leg, url, reason, probe } = answer;
    if (reason === 'retry') return onRetried(answer);
    if (reason === 'error' || reason === 'stall') return onInvestigated(answer, reason);
    if (probe.outcome === 'failed') return;
    if (reason === 'length' && probe.isBrokenOff) state.updateLeg(leg, { isBrokenOff: true });
    if (reason === 'arrival' && deck.urlOf(leg) === url) {
      state.updateLeg(leg, { isBrokenOff: probe.isBrokenOff });
    }
  }

  /** A leg was asked for again: it continues where it was, if it is still the main one. */
  function onRetried({ leg, isFresh, probe }: ProbeAnswer) {
    const shouldPlay = memory.wanted === leg || (deck.channelOf(leg)?.isSounding() ?? false);
    if (probe.outcome === 'failed') {
      state.updateLeg(leg, { isRetrying: false });
      return onFault(leg, probe.fault, shouldPlay);
    }
    memory.reloaded.delete(leg);
    if (memory.awaitsNetwork === leg) probes.forgetNetwork();
    if (isFresh) options.sounds.forget(leg);
    const at = deck.positionOf(leg);
    state.updateLeg(leg, { ...UNTOUCHED, isBrokenOff: probe.isBrokenOff });
    if (memory.wanted === leg) memory.wanted = null;
    if (state.get().leg === leg) deck.reload(leg, at, shouldPlay);
    if (probe.isArriving) probes.followArrival(leg);
  }

  /** Why an element failed, or waits. */
  function onInvestigated(answer: ProbeAnswer, reason: 'error' | 'stall') {
    const { leg, url, channel, probe } = answer;
    if (!channel || channel.leg() !== leg || deck.urlOf(leg) !== url) return;
    const at = channel.positionSeconds();
    const isToSound = !channel.element.paused;
    if (probe.outcome === 'failed') return onFault(leg, probe.fault, isToSound);
    if (probe.isBrokenOff && !state.playback(leg).isBrokenOff) {
      state.updateLeg(leg, { isBrokenOff: true });
      return deck.reload(leg, at, isToSound);
    }
    if (reason === 'stall') return;
    if (memory.reloaded.has(leg)) return onFault(leg, cannotPlay(options.now()), isToSound);
    memory.reloaded.add(leg);
    deck.reload(leg, at, isToSound);
  }

  /** A leg that arrived whole needs nothing. Of one that broke off, what arrived can be played. */
  function onArrived(leg: number, url: string, isWhole: boolean): void {
    if (isWhole || deck.urlOf(leg) !== url) return;
    const channel = deck.channelOf(leg);
    if (channel) probes.investigate(channel, 'stall');
    else probes.ask({ leg, reason: 'arrival' });
  }

  /**
   * A leg does not play. A file that is gone or broken is passed over, unless somebody asked for that very
   * leg. What will pass by itself is waited for, at the same place.
   */
  function onFault(leg: number, fault: LegFault, isToSound: boolean) {
    const isMain = leg === state.get().leg;
    const isExtra = deck.channelOf(leg)?.isAhead || state.get().alongside.includes(leg);
    if (!isMain && isExtra) {
      memory.refused.add(leg);
      deck.close(leg);
      if (isAboutFile(fault.code)) state.updateLeg(leg, { fault, isRetrying: false });
      return;
    }
    // A network that is still away is no news.
    const known = state.playback(leg).fault;
    const isNews = known?.code !== 'network-lost' || fault.code !== 'network-lost';
    state.updateLeg(leg, { fault: isNews ? fault : known, isRetrying: false });
    if (!isMain) return deck.close(leg);
    const isPassedOver = isToSound && memory.askedFor !== leg && isAboutFile(fault.code);
    if (isPassedOver && playOn.continueAfter(playOn.callPosition())) return;
    deck.close(leg);
    memory.wanted = isToSound ? leg : null;
    if (fault.code === 'network-lost') probes.awaitNetwork(leg);
    else probes.forgetNetwork();
    state.tick();
  }

  return { onAnswer, onArrived };
}

const cannotPlay = (failedAtMs: number): LegFault => ({
  code: 'cannot-play',
  detail: 'The file arrived but could not be decoded.',
  failedAtMs,
  retryAtMs: null,
});
