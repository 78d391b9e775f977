'use client';

import Info from 'lucide-react/icons/info';
import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { parseDeepLink } from '@/components/player/deep-link';
import { useCallPlayer } from '@/components/player/player-context';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

/** Opens the call at the moment that its address names, and says where that could not be done. */
export function LinkedMoment() {
  const { player, call } = useCallPlayer();
  const search = useSearchParams();
  const [link] = useState(() => parseDeepLink(new URLSearchParams(search ?? ''), call.legs));
  const [isDismissed, setDismissed] = useState(false);

  // Opening touches the audio element, which is connected only once the page stands.
  useEffect(() => {
    if (link.moment) player.open(link.moment);
  }, [link, player]);

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
