'use client';

import Info from 'lucide-react/icons/info';
import { useSearchParams } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import { callSeconds } from '@/components/call-time/position-in-call';
import { useCallPlayer } from '@/components/player/player-context';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { linkedLegs, parseDeepLink } from './deep-link';

/** Opens the call where its address says, and explains if it could not. */
export function LinkedMoment() {
  const { player, timeline } = useCallPlayer();
  const search = useSearchParams();
  const [wanted] = useState(() => new URLSearchParams(search ?? ''));
  // Whether the leg is that long may only be known once it has been measured.
  const link = parseDeepLink(wanted, linkedLegs(timeline));
  const [isDismissed, setDismissed] = useState(false);
  const [firstPlayer] = useState(player);

  const open = useEffectEvent(() => {
    if (!link.moment) return;
    const { leg, endOffsetSeconds } = link.moment;
    const end =
      endOffsetSeconds === undefined
        ? null
        : callSeconds(timeline, { leg, offsetSeconds: endOffsetSeconds });
    player.open(link.moment, end);
  });
  // Opening touches the audio elements, which are connected only after the first render.
  useEffect(() => {
    // A later answer about the call brings another player, which goes on where this one was.
    if (player === firstPlayer) open();
  }, [player, firstPlayer]);

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
