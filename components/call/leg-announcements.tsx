'use client';

import { useEffect } from 'react';
import { silentParts, speakParts } from '@/components/player/gap-words';
import { useCallPlayer } from '@/components/player/player-context';
import { useAnnounce } from '@/components/ui/announcer';
import { speakLeg } from '@/components/wording/leg-words';

/** Says each change of leg once, and a gap when it is reached. Never the running time. */
export function LegAnnouncements() {
  const { player, call, timeline } = useCallPlayer();
  const announce = useAnnounce();

  // The store is outside of React: what it says to the ear renders nothing.
  useEffect(() => {
    let spoken = player.getState();
    return player.subscribe(() => {
      const before = spoken;
      spoken = player.getState();
      const { leg: number, hasEnded, speed, gap, legs, alongside } = spoken;
      const legOf = (wanted: number) => call.legs.find(({ leg }) => leg === wanted);
      const leg = legOf(number);
      const startOf = (wanted: number) =>
        timeline.legs.find((placed) => placed.leg.leg === wanted)?.startSeconds ?? 0;
      // A leg that was there before the present one is no news to whoever went there.
      const joined = alongside.find(
        (other) => !before.alongside.includes(other) && startOf(other) > startOf(number),
      );
      const joinedLeg = joined === undefined ? undefined : legOf(joined);
      if (number !== before.leg && leg) {
        if (!before.alongside.includes(number)) announce(speakLeg(leg));
      } else if (joinedLeg) announce(`${speakLeg(joinedLeg)}, at the same time`);
      else if (gap && gap !== before.gap) announce(speakParts(silentParts(timeline, gap, legs)));
      else if (hasEnded && !before.hasEnded) announce('The call has ended');
      else if (speed !== before.speed) announce(`Speed ${speed} times`);
    });
  }, [player, call, timeline, announce]);

  return null;
}
