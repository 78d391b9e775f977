'use client';

import { useRef } from 'react';
import { useCallPlayer } from '@/components/player/player-context';
import { useLegClock } from '@/components/player/use-leg-clock';
import { formatDuration } from '@/components/wording/format-duration';

/** How far a leg has been heard. Written to the page once a second while its row is on the screen. */
export function LegElapsed({ leg, isInView }: { leg: number; isInView: boolean }) {
  const { player } = useCallPlayer();
  const span = useRef<HTMLSpanElement>(null);
  useLegClock(
    leg,
    () => {
      const text = formatDuration(player.position(leg));
      if (span.current && span.current.textContent !== text) span.current.textContent = text;
    },
    isInView,
  );
  // What the server sends; written by hand afterwards.
  return (
    <span ref={span} className="leg-elapsed">
      {FIRST}
    </span>
  );
}

const FIRST = formatDuration(0);
