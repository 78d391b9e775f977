'use client';

import { useEffect } from 'react';
import { speakLeg } from '@/components/player/leg-words';
import { useCallPlayer } from '@/components/player/player-context';
import { gapAfter } from '@/components/timeline/position-in-call';
import { speakDuration } from '@/components/wording/format-duration';
import { useAnnounce } from './announcer';

/** Says each change of leg once, and a gap when it is reached. Never the running time. */
export function LegAnnouncements() {
  const { player, call, timeline } = useCallPlayer();
  const announce = useAnnounce();

  // The store is outside of React: what it says to the ear renders nothing.
  useEffect(() => {
    let { leg: spokenLeg, hasEnded: wasEnded, speed: spokenSpeed } = player.getState();
    return player.subscribe(() => {
      const { leg: number, hasEnded, speed } = player.getState();
      const leg = call.legs.find((candidate) => candidate.leg === number);
      if (number !== spokenLeg && leg) announce(speakLeg(leg));
      else if (hasEnded && !wasEnded) {
        const gap = gapAfter(timeline, number);
        const amount = gap && speakDuration(gap.endSeconds - gap.startSeconds);
        announce(`Leg ${number} ended${amount ? `, ${amount} not recorded` : ''}`);
      } else if (speed !== spokenSpeed) announce(`Speed ${speed} times`);
      spokenLeg = number;
      wasEnded = hasEnded;
      spokenSpeed = speed;
    });
  }, [player, call, timeline, announce]);

  return null;
}
