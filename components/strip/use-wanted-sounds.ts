'use client';

import { useEffect } from 'react';
import type { PlacedLeg, Stretch } from '@/components/call-time/call-timeline';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';

/**
 * Requests the waves of the legs in the window, and again when the window or selected leg changes. Nothing
 * before `isMeasured`: without its width the strip does not know its window.
 */
export function useWantedSounds({ startSeconds, endSeconds }: Stretch, isMeasured: boolean): void {
  const { timeline, sounds } = useCallPlayer();
  const leg = usePlayerState((state) => state.leg);
  // Requests are outside React.
  useEffect(() => {
    if (!isMeasured) return;
    sounds.want(wantedLegs(timeline.legs, { startSeconds, endSeconds }, leg));
  }, [timeline, sounds, startSeconds, endSeconds, leg, isMeasured]);
}

/**
 * The legs whose sound a window needs, most urgent first: the selected one, those that follow it, then
 * the earlier ones. A selected leg outside the window is needed too, because it plays.
 */
export function wantedLegs(
  legs: readonly PlacedLeg[],
  window: Stretch,
  selectedLeg: number,
): number[] {
  const wanted = legs.filter(
    ({ leg, startSeconds, endSeconds }) =>
      leg.access === 'open' &&
      (leg.leg === selectedLeg ||
        (startSeconds < window.endSeconds && endSeconds > window.startSeconds)),
  );
  const selected = wanted.findIndex(({ leg }) => leg.leg === selectedLeg);
  const from = Math.max(selected, 0);
  return [...wanted.slice(from), ...wanted.slice(0, from).reverse()].map(({ leg }) => leg.leg);
}
