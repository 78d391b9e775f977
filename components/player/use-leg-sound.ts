'use client';

import { useSyncExternalStore } from 'react';
import type { LegSound } from '@/components/sound/sound-loader';
import { useCallPlayer } from './player-context';

/** What is known of a leg's sound by now; the component renders when that changes. Asks for nothing. */
export function useLegSound(leg: number): LegSound {
  const { sounds } = useCallPlayer();
  const read = () => sounds.soundOf(leg);
  return useSyncExternalStore(sounds.subscribe, read, read);
}
