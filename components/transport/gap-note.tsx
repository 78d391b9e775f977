'use client';

import { silentParts, writeParts } from '@/components/player/gap-words';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';

/** While a stretch without audio is crossed: how long it is, why, and that the call goes on. */
export function GapNote() {
  const { timeline } = useCallPlayer();
  const gap = usePlayerState((state) => state.gap);
  const legs = usePlayerState((state) => state.legs);
  const isPlaying = usePlayerState((state) => state.isPlaying);
  if (!gap) return null;
  return (
    <span className="transport-gap hatch-small">
      <span>
        {writeParts(silentParts(timeline, gap, legs))}
        {isPlaying ? ', going on' : ''}
      </span>
    </span>
  );
}
