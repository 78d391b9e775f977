'use client';

import { useEffect } from 'react';
import { keepMediaSession } from './media-session';
import { useCallPlayer } from './player-context';

/** Media keys, headsets and lock screens act on this call for as long as it is shown. */
export function MediaSessionKeeper() {
  const { player, call, timeline } = useCallPlayer();
  // The session belongs to the browser, not to React.
  useEffect(() => {
    if (!('mediaSession' in navigator)) return;
    return keepMediaSession({
      ...{ player, call, durationSeconds: timeline.durationSeconds },
      session: navigator.mediaSession,
      createMetadata: (init) => new MediaMetadata(init),
    });
  }, [player, call, timeline]);
  return null;
}
