'use client';

import { useSyncExternalStore } from 'react';
import { useCallPlayer } from '@/components/player/player-context';
import type { StripPlan } from './strip-plan';

/** A side is named where there is room for its letter. */
const LABELLED_FROM_PX = 32;

/** "L" and "R" beside the two lanes of stereo legs; what is on a side the recorder does not say. */
export function StripChannels({ plan }: { plan: StripPlan }) {
  const { sounds } = useCallPlayer();
  const stereo = useSyncExternalStore(
    sounds.subscribe,
    () => stereoLegs(plan, sounds.soundOf),
    () => '',
  );
  const numbers = stereo.split(' ').map(Number);
  return plan.legs
    .filter((leg) => leg.silentBecause === null && numbers.includes(leg.placed.leg.leg))
    .flatMap(({ placed, pieces }) =>
      pieces.flatMap((piece) => {
        const x = Math.max(piece.x, 0);
        const widthPx = Math.min(piece.x + piece.widthPx, plan.scale.widthPx) - x;
        if (piece.height < 1 || widthPx < LABELLED_FROM_PX) return [];
        return ['L', 'R'].map((side) => (
          <span
            key={`${placed.leg.leg} ${piece.x} ${side}`}
            className="strip-channel"
            data-side={side}
            style={{ left: x + 4 }}
          >
            {side}
          </span>
        ));
      }),
    );
}

/** Their numbers as one text, so that a new picture of the store is only one when it differs. */
function stereoLegs(
  plan: StripPlan,
  soundOf: (leg: number) => { wave: { channels: number } | null },
): string {
  return plan.legs
    .map(({ placed }) => placed.leg.leg)
    .filter((leg) => (soundOf(leg).wave?.channels ?? 1) > 1)
    .join(' ');
}
