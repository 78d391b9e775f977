'use client';

import { useCallPlayer, usePlayerState } from '@/components/playback/player-context';
import { silentParts, writeParts } from '@/components/wording/gap-words';

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
