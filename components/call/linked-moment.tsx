'use client';

import History from 'lucide-react/icons/history';
import Info from 'lucide-react/icons/info';
import { useSearchParams } from 'next/navigation';
import { useEffect, useLayoutEffect, useState } from 'react';
import { callSeconds } from '@/components/call-time/position-in-call';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { readPosition, writePosition } from '@/components/player/position-memory';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { formatDuration } from '@/components/wording/format-duration';
import { parseDeepLink } from './deep-link';

/** Opens the call where its address says and explains if it could not; else offers the last position. */
export function LinkedMoment() {
  const { player, call, timeline } = useCallPlayer();
  const search = useSearchParams();
  const [link] = useState(() => parseDeepLink(new URLSearchParams(search ?? ''), call.legs));
  const [isDismissed, setDismissed] = useState(false);
  const [firstPlayer] = useState(player);

  // Opening touches the audio elements, which are connected only after the first render.
  useEffect(() => {
    // A later answer about the call brings another player, which goes on where this one was.
    if (!link.moment || player !== firstPlayer) return;
    const { leg, endOffsetSeconds } = link.moment;
    const end =
      endOffsetSeconds === undefined
        ? null
        : callSeconds(timeline, { leg, offsetSeconds: endOffsetSeconds });
    player.open(link.moment, end === null ? null : Math.min(end, timeline.durationSeconds));
  }, [link, player, firstPlayer, timeline]);

  if (!link.moment && !link.notice) return <RememberedPosition />;
  if (!link.notice || isDismissed) return null;
  return (
    <div role="status" className="border-line border-b bg-surface px-4 py-2 sm:px-6">
      <Notice tone="plain" glyph={Info}>
        {link.notice}{' '}
        <Button look="quiet" size="bar" onClick={() => setDismissed(true)}>
          Dismiss
        </Button>
      </Notice>
    </div>
  );
}

/** Offers to continue where the listener left off. Fetches nothing by itself. */
function RememberedPosition() {
  const { player, call } = useCallPlayer();
  const [seconds, setSeconds] = useState<number | null>(null);
  const [isAnswered, setAnswered] = useState(false);
  const isLoaded = usePlayerState((state) => state.isLoaded);

  // The server has no storage, and the page is the same on both sides at first.
  useLayoutEffect(() => setSeconds(readPosition(localStorage, call.uniqueId)), [call.uniqueId]);

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
