'use client';

import { useEffect, useEffectEvent } from 'react';
import { useCallPlayer, usePlayerState } from './player-context';

/** Whether a leg is the main one or sounds with it: only then does its position move by itself. */
export function useIsSounding(leg: number): boolean {
  return usePlayerState((state) => state.leg === leg || state.alongside.includes(leg));
}

/**
 * The clock of one leg: runs after each commit, and on every tick while the leg is the main one or sounds
 * with it. Any other leg stands where it was left, so that a call of sixty costs no more than one of six.
 * With `isShown` false it runs after commits alone.
 */
export function useLegClock(leg: number, onTick: () => void, isShown = true): void {
  const { player } = useCallPlayer();
  const tick = useEffectEvent(onTick);
  const isFollowed = useIsSounding(leg) && isShown;
  // A leg that stops sounding commits once more, and is read then for the last time.
  useEffect(() => tick());
  // The position lives in the audio element; it changes too often to be React's state.
  useEffect(
    () => (isFollowed ? player.subscribeClock(() => tick()) : undefined),
    [player, isFollowed],
  );
}
