'use client';

import { useEffect } from 'react';
import { useCallPlayer } from './player-context';
import { writePosition } from './position-memory';

/** What is heard in less than this is found again without help. */
const WORTH_SECONDS = 5;
const WRITE_EVERY_MS = 5_000;

/** Remembers where the listener is in this call, once he has listened; forgets it at the end. */
export function PositionKeeper() {
  const { player, call, timeline } = useCallPlayer();

  // Storage is outside of React, and the page may be closed at any moment.
  useEffect(() => {
    let writtenAtMs = 0;
    let hasListened = false;
    const write = () => {
      const at = player.callPosition();
      if (at < WORTH_SECONDS || !hasListened) return;
      const isOver = at > timeline.durationSeconds - WORTH_SECONDS;
      writePosition(localStorage, call.uniqueId, isOver ? null : at);
      writtenAtMs = Date.now();
    };
    const controller = new AbortController();
    const releases = [
      player.subscribeClock(() => {
        if (!player.getState().isPlaying) return;
        hasListened = true;
        if (Date.now() - writtenAtMs > WRITE_EVERY_MS) write();
      }),
      player.subscribe(() => {
        if (!player.getState().isPlaying) write();
      }),
    ];
    window.addEventListener('pagehide', write, { signal: controller.signal });
    return () => {
      write();
      controller.abort();
      for (const release of releases) release();
    };
  }, [player, call.uniqueId, timeline.durationSeconds]);

  return null;
}
