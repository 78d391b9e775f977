'use client';

import SkipBack from 'lucide-react/icons/skip-back';
import { useSearchParams } from 'next/navigation';
import { useLayoutEffect, useState } from 'react';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { readPosition, writePosition } from '@/components/player/position-memory';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { ownStorage } from '@/components/ui/own-storage';
import { Tooltip } from '@/components/ui/tooltip';
import { formatDuration } from '@/components/wording/format-duration';
import { linkedLegs, parseDeepLink } from './deep-link';

/**
 * Offers to continue where the listener left off, in the place of the leg's line in the deck, so that
 * nothing moves when it appears. Fetches nothing by itself; a link to a moment goes first.
 */
export function LeftOff() {
  const { player, call, timeline } = useCallPlayer();
  const search = useSearchParams();
  const isLinked =
    parseDeepLink(new URLSearchParams(search ?? ''), linkedLegs(timeline)).moment !== null;
  const [seconds, setSeconds] = useState<number | null>(null);
  const [isAnswered, setAnswered] = useState(false);
  const isLoaded = usePlayerState((state) => state.isLoaded);

  // The server has no storage, and the page is the same on both sides at first.
  useLayoutEffect(() => setSeconds(readPosition(ownStorage, call.uniqueId)), [call.uniqueId]);

  if (seconds === null || isAnswered || isLoaded || isLinked) return null;
  const goOn = (play: () => void) => {
    setAnswered(true);
    play();
  };
  return (
    <section aria-label="Where you left off" className="left-off">
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
      <Tooltip label="From the start" side="above">
        <Button
          look="quiet"
          size="icon"
          aria-label="From the start"
          onClick={() => {
            writePosition(ownStorage, call.uniqueId, null);
            goOn(player.restart);
          }}
        >
          <Icon glyph={SkipBack} size={14} />
        </Button>
      </Tooltip>
    </section>
  );
}
