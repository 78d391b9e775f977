'use client';

import { useEffect, useRef } from 'react';
import type { Stretch } from '@/components/call-time/call-timeline';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { wantedLegs } from './wanted-legs';

/** Asks for the waves of the legs in the window: again when the window or the chosen leg is another. */
export function useWantedSounds({ startSeconds, endSeconds }: Stretch): void {
  const { timeline, sounds } = useCallPlayer();
  const leg = usePlayerState((state) => state.leg);
  const asked = useRef('');
  // The PBX is asked outside of React.
  useEffect(() => {
    const legs = wantedLegs(timeline.legs, { startSeconds, endSeconds }, leg);
    // The window moves with every turn of the wheel; the legs in it mostly stay the same.
    if (legs.join(' ') === asked.current) return;
    asked.current = legs.join(' ');
    sounds.want(legs);
  }, [timeline, sounds, startSeconds, endSeconds, leg]);
}
