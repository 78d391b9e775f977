'use client';

import { useEffect, useRef } from 'react';
import type { PlacedLeg, Stretch } from '@/components/call-time/call-timeline';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';

/** Requests the waves of the legs in the window, and again when the window or selected leg changes. */
export function useWantedSounds({ startSeconds, endSeconds }: Stretch): void {
  const { timeline, sounds } = useCallPlayer();
  const leg = usePlayerState((state) => state.leg);
  const asked = useRef('');
  // Requests are outside React.
  useEffect(() => {
    const legs = wantedLegs(timeline.legs, { startSeconds, endSeconds }, leg);
    // The window moves with every turn of the wheel; the legs in it usually stay the same.
    if (legs.join(' ') === asked.current) return;
    asked.current = legs.join(' ');
    sounds.want(legs);
  }, [timeline, sounds, startSeconds, endSeconds, leg]);
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
