import type { LegDeck } from './leg-deck';
import type { NetworkReturn } from './network-return';
import type { PlayerStateHolder } from './player-state';
import { isAboutFile, type LegFault } from './probe-audio';

interface FaultParts {
  state: PlayerStateHolder;
  deck: LegDeck;
  network: NetworkReturn;
  callPosition: () => number;
  /** Plays on behind a leg; false where nothing follows. */
  goOn: (seconds: number) => boolean;
  retry: (leg: number, how: { shouldPlay: boolean; isFresh: boolean }) => void;
}

export type FaultResponse = ReturnType<typeof createFaultResponse>;

/**
 * What becomes of the listening when a leg does not play. A file that is gone or broken is passed over,
 * unless somebody asked for that very leg. What will pass by itself is waited for, at the same place.
 */
export function createFaultResponse(parts: FaultParts) {
  const { state, deck, network } = parts;
  let askedByHand: number | null = null;
  /** The leg that would be sounding if it could. */
  let interrupted: number | null = null;

  function onFault(leg: number, fault: LegFault, wasPlaying: boolean) {
    const isMain = leg === state.get().leg;
    const isExtra = deck.channelOf(leg)?.isAhead || state.get().alongside.includes(leg);
    if (!isMain && isExtra) {
      deck.refused.add(leg);
      deck.close(leg);
      if (isAboutFile(fault.code)) state.updateLeg(leg, { fault, isRetrying: false });
      return;
    }
    // A network that is still away is no news.
    const known = state.playback(leg).fault;
    const isNews = known?.code !== 'network-lost' || fault.code !== 'network-lost';
    state.updateLeg(leg, { fault: isNews ? fault : known, isRetrying: false });
    if (!isMain) return deck.close(leg);
    const isPassedOver = wasPlaying && askedByHand !== leg && isAboutFile(fault.code);
    if (isPassedOver && parts.goOn(parts.callPosition())) return;
    deck.close(leg);
    interrupted = wasPlaying ? leg : null;
    if (fault.code === 'network-lost') network.await(() => again(leg));
    else network.forget();
    state.tick();
  }

  function again(leg: number): void {
    parts.retry(leg, { shouldPlay: interrupted === leg, isFresh: false });
  }

  return {
    onFault,
    /** Whether `leg` was sounding when it failed, and should again. */
    isInterrupted: (leg: number) => interrupted === leg,
    /** Somebody turned to `leg`: it is not passed over, and what was waited for is not. */
    turnedTo(leg: number): void {
      askedByHand = leg;
      interrupted = null;
      network.forget();
    },
    /** Playing on has come to another leg, or what was away is back. */
    playsOn(): void {
      askedByHand = null;
      interrupted = null;
      network.forget();
    },
  };
}
