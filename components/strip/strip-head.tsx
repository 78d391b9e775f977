'use client';

import type { CallClock } from '@/components/call-time/call-clock';
import { OwnerSwatch } from '@/components/owner/owner-swatch';
import { savedSeconds } from '@/components/playback/waiting-folds';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { useHeardInCall } from '@/components/player/use-heard';
import { Segmented } from '@/components/ui/segmented';
import { formatAmount, formatDuration } from '@/components/wording/format-duration';
import { visibleText } from '@/lib/contract/visible-text';
import { useSkippedStretches } from './strip-body';
import { StripTie } from './strip-flag-row';

interface StripClockProps {
  clock: CallClock;
  listening: CallClock;
}

const CLOCKS = [
  { value: 'call', label: 'Call time' },
  { value: 'listening', label: 'Listening time' },
] as const;

/** Which of the two clocks is shown; nothing where both agree. */
export function StripClock({ clock, listening }: StripClockProps) {
  const { player } = useCallPlayer();
  const kind = usePlayerState((state) => state.clock);
  if (listening.folds.length === 0 || listening.durationSeconds < 1) return null;
  return (
    <div className="strip-clock">
      <Segmented
        label="Time shown"
        options={CLOCKS}
        value={kind}
        onChange={player.setClock}
        className="strip-clock-choice"
      />
      <span className="whitespace-nowrap text-ink-3 text-small tabular-nums max-lg:hidden">
        {clock.kind === 'call'
          ? `Gaps to scale, ${formatDuration(clock.durationSeconds)}`
          : `Gaps folded, ${formatDuration(clock.durationSeconds)} to hear`}
      </span>
    </div>
  );
}

/** What the colours and patterns of the strip mean. */
export function StripLegend({
  clock,
  hasSilentLegs,
}: {
  clock: CallClock;
  hasSilentLegs: boolean;
}) {
  const { timeline, colours } = useCallPlayer();
  const skipped = useSkippedStretches();
  const { heardSeconds } = useHeardInCall();
  const isFolded = clock.kind === 'listening';
  return (
    <ul className="strip-legend">
      {colours.size > 1 &&
        [...colours].map(([owner, colour]) => (
          <li key={owner} className="max-sm:hidden">
            <OwnerSwatch colour={colour} />
            <bdi className="max-w-32 truncate" title={visibleText(owner)}>
              {visibleText(owner)}
            </bdi>
          </li>
        ))}
      {!isFolded && timeline.gaps.length > 0 && (
        <li>
          <span aria-hidden className="hatch-small size-3 rounded-bar" />
          no audio
        </li>
      )}
      {isFolded && (
        <li>
          <StripTie widthPx={20} />
          folded
        </li>
      )}
      {skipped.length > 0 && (
        <li className="tabular-nums">
          <span aria-hidden className="strip-waiting-sample" />
          <span>
            folded
            {/* On a phone the switch below says this, and there is room for one row only. */}
            <span className="max-sm:hidden">, {formatAmount(savedSeconds(skipped))} saved</span>
          </span>
        </li>
      )}
      {heardSeconds >= 1 && (
        <li className="tabular-nums">
          <span aria-hidden className="h-1 w-3.5 rounded-bar bg-heard" />
          <span>heard by you, {formatDuration(heardSeconds)}</span>
        </li>
      )}
      {!isFolded && hasSilentLegs && (
        <li>
          <span aria-hidden className="h-3 w-3.5 rounded-leg border border-ink-2" />
          exists, not playable
        </li>
      )}
    </ul>
  );
}
