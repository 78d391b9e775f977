'use client';

import LinkGlyph from 'lucide-react/icons/link';
import { seekTarget } from '@/components/call-time/position-in-call';
import { ariaKeys, capsOf } from '@/components/keyboard/shortcuts';
import { useShortcuts } from '@/components/keyboard/use-shortcuts';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Tooltip } from '@/components/ui/tooltip';
import { useCopy } from '@/components/ui/use-copy';
import { speakDuration } from '@/components/wording/format-duration';
import { paths } from '@/lib/paths';

/** Copies a link to the moment where the playhead stands, or to the selection while there is one. */
export function CopyMomentButton() {
  const { player, call, timeline } = useCallPlayer();
  const hasRange = usePlayerState((state) => state.loop !== null);
  const name = hasRange ? 'Copy link to this range' : 'Copy link to this moment';
  const { said, copy } = useCopy();

  function copyMoment() {
    const { loop, leg } = player.getState();
    const from = loop && seekTarget(timeline, loop.startSeconds, leg);
    const moment = from
      ? { ...from, endOffsetSeconds: from.offsetSeconds + loop.endSeconds - loop.startSeconds }
      : { leg, offsetSeconds: player.position() };
    void copy(new URL(paths.call(call.uniqueId, moment), window.location.href).href);
  }
  useShortcuts('call', { 'copy-link': copyMoment });

  return (
    <Tooltip label={said || name} keys={said ? [] : capsOf('copy-link')} align="end">
      <Button
        size="bar"
        aria-keyshortcuts={ariaKeys('copy-link')}
        // The moment runs on: it is named when somebody comes to the button, not on every second.
        onFocus={(event) => {
          const at = speakDuration(player.callPosition());
          event.currentTarget.setAttribute('aria-description', `To ${at}`);
        }}
        onClick={copyMoment}
      >
        <Icon glyph={LinkGlyph} size={14} />
        <span className="max-sm:sr-only">{name}</span>
      </Button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </Tooltip>
  );
}
