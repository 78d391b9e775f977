'use client';

import type { CallClock } from '@/components/call-time/call-clock';
import { ariaKeys } from '@/components/keyboard/shortcuts';
import { useShortcuts } from '@/components/keyboard/use-shortcuts';
import { useCallPlayer } from '@/components/player/player-context';
import { useHeardInCall } from '@/components/player/use-heard';
import { useAnnounce } from '@/components/ui/announcer';
import { Kbd } from '@/components/ui/kbd';
import { formatDuration, speakDuration } from '@/components/wording/format-duration';
import { percentOf, type StripScale } from './strip-scale';

/** What this person has heard, as a rail under the legs. Gaps leave it empty. */
export function StripHeardRail({ scale }: { scale: StripScale }) {
  const { heard } = useHeardInCall();
  return (
    <div aria-hidden className="strip-heard-rail">
      {heard.map(({ startSeconds, endSeconds }) => {
        const x = Math.max(scale.x(startSeconds), 0);
        const widthPx = Math.min(scale.x(endSeconds), scale.widthPx) - x;
        if (widthPx <= 0) return null;
        return (
          <span
            key={startSeconds}
            style={{ left: percentOf(x, scale), width: percentOf(widthPx, scale) }}
          />
        );
      })}
    </div>
  );
}

/**
 * Says which stretch is the first that was not heard, and goes there; U does the same. Nothing where all was heard, or
 * nothing yet: then all of the call is left.
 */
export function UnheardCue({ clock }: { clock: CallClock }) {
  const { player } = useCallPlayer();
  const announce = useAnnounce();
  const { unheard, heard } = useHeardInCall();
  const [first, ...more] = unheard;

  function goOn() {
    if (!first) {
      announce('All of it has been heard');
      return;
    }
    player.seekCall(first.startSeconds);
    player.play();
  }
  useShortcuts('call', { 'next-unheard': goOn });

  if (!first || heard.length === 0) return <p className="strip-unheard" />;
  const [from, to] = [first.startSeconds, first.endSeconds].map((seconds) =>
    clock.toShown(seconds),
  );
  const restSeconds = more.reduce((sum, one) => sum + one.endSeconds - one.startSeconds, 0);
  return (
    <p className="strip-unheard">
      <button
        type="button"
        className="strip-unheard-link"
        aria-keyshortcuts={ariaKeys('next-unheard')}
        aria-label={`Go on at ${speakDuration(from ?? 0)}, unheard up to ${speakDuration(to ?? 0)}`}
        onClick={goOn}
      >
        unheard {formatDuration(from ?? 0)} – {formatDuration(to ?? 0)} <Kbd>U</Kbd>
      </button>
      {restSeconds > 0 && (
        <span className="text-ink-3">and {formatDuration(restSeconds)} more</span>
      )}
    </p>
  );
}
