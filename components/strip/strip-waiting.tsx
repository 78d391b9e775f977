'use client';

import { memo, useMemo, useSyncExternalStore } from 'react';
import type { Stretch } from '@/components/call-time/call-timeline';
import { waitingFolds } from '@/components/playback/waiting-folds';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import type { StripScale } from './strip-scale';

/** What playing passes over: it stays drawn, dimmed, with a line below. Nothing while it is all played. */
export const StripWaiting = memo(function StripWaiting({ scale }: { scale: StripScale }) {
  return useSkippedStretches().flatMap((stretch) => {
    const x = Math.max(scale.x(stretch.startSeconds), 0);
    const widthPx = Math.min(scale.x(stretch.endSeconds), scale.widthPx) - x;
    if (widthPx <= 0) return [];
    return [
      <span
        key={stretch.startSeconds}
        className="strip-waiting"
        style={{ left: x, width: Math.max(widthPx, 1) }}
      />,
    ];
  });
});

/** The stretches that are passed over: ringback, music and long dead air, while that is switched on. */
export function useSkippedStretches(): readonly Stretch[] {
  const { timeline, sounds } = useCallPlayer();
  const isSkipping = usePlayerState((state) => state.skipsWaiting);
  const known = useSyncExternalStore(sounds.subscribe, sounds.all, sounds.all);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is known is read through `sounds`
  return useMemo(
    () => (isSkipping ? waitingFolds(timeline, sounds) : []),
    [isSkipping, timeline, sounds, known],
  );
}
