'use client';

import { useSyncExternalStore } from 'react';
import { savedSeconds } from '@/components/playback/waiting-folds';
import { useCallPlayer } from '@/components/player/player-context';

interface SkipSaving {
  /** Seconds of the call that are passed over when waiting is skipped, as far as is known. */
  seconds: number;
  /** Every leg that can be heard was measured, or cannot be. */
  isComplete: boolean;
}

/** What skipping the waiting saves; measured leg by leg, as the legs are looked at or played. */
export function useSkipSaving(): SkipSaving {
  const { player, sounds, timeline } = useCallPlayer();
  const readSeconds = () => savedSeconds(player.folds());
  const readIsComplete = () =>
    timeline.legs.every(({ leg }) => {
      const { marks, hasFailed } = sounds.soundOf(leg.leg);
      return leg.access === 'restricted' || hasFailed || marks !== null;
    });
  return {
    seconds: useSyncExternalStore(sounds.subscribe, readSeconds, readSeconds),
    isComplete: useSyncExternalStore(sounds.subscribe, readIsComplete, readIsComplete),
  };
}
