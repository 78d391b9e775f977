'use client';

import History from 'lucide-react/icons/history';
import { useState } from 'react';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { readPosition, writePosition } from '@/components/player/position-memory';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { formatDuration } from '@/components/wording/format-duration';

/** Offers to go on where the listener was. Fetches nothing by itself. */
export function RememberedPosition() {
  const { player, call } = useCallPlayer();
  const [seconds] = useState(() => readPosition(localStorage, call.uniqueId));
  const [isAnswered, setAnswered] = useState(false);
  const isLoaded = usePlayerState((state) => state.isLoaded);

  if (seconds === null || isAnswered || isLoaded) return null;
  const goOn = (play: () => void) => {
    setAnswered(true);
    play();
  };
  return (
    <section
      aria-label="Where you left off"
      className="border-line border-b bg-surface px-4 py-2 sm:px-6"
    >
      <Notice tone="plain" glyph={History}>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button
            size="bar"
            onClick={() =>
              goOn(() => {
                player.seekCall(seconds);
                player.play();
              })
            }
          >
            Continue at {formatDuration(seconds)}
          </Button>
          <Button
            look="quiet"
            size="bar"
            onClick={() => {
              writePosition(localStorage, call.uniqueId, null);
              goOn(player.restart);
            }}
          >
            From the start
          </Button>
        </span>
      </Notice>
    </section>
  );
}
