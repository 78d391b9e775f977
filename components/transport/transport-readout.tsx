'use client';

import type { ReactNode } from 'react';
import { silentParts, writeParts } from '@/components/player/gap-words';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { PositionText } from '@/components/player/player-controls';
import { useCallClock } from '@/components/player/use-call-audio';
import { formatDuration } from '@/components/wording/format-duration';
import { ownerName } from '@/components/wording/leg-words';

/** The time of the playhead on the clock that is shown, and the leg that it is in. */
export function TransportReadout({ children }: { children?: ReactNode }) {
  const { player, call, timeline } = useCallPlayer();
  const { clock } = useCallClock();
  const number = usePlayerState((state) => state.leg);
  const alongside = usePlayerState((state) => state.alongside);
  const isCrossing = usePlayerState((state) => state.gap !== null);
  const leg = call.legs.find((candidate) => candidate.leg === number);
  const placed = timeline.legs.find((candidate) => candidate.leg.leg === number);
  const lengthSeconds = placed?.length.shownSeconds ?? null;
  return (
    <div className="transport-readout">
      <PositionText
        readSeconds={() => clock.toShown(player.callPosition())}
        className="text-readout tabular-nums max-sm:text-title"
      />
      <span className="whitespace-nowrap text-ink-3 text-section font-normal tabular-nums">
        {timeline.isEndKnown
          ? `of ${formatDuration(clock.durationSeconds)}`
          : 'length not known yet'}
      </span>
      {children}
      {isCrossing ? (
        <GapNote />
      ) : (
        <span className="transport-leg">
          Leg {number} of {call.legs.length}
          {alongside.length > 0 && ` with ${alongside.join(' and ')}`}
          <span className="max-sm:hidden">
            , <PositionText readSeconds={() => player.position()} />
            {lengthSeconds === null ? '' : ` of ${formatDuration(lengthSeconds)}`}
          </span>
          {leg && <span className="sm:hidden">, {ownerName(leg)}</span>}
        </span>
      )}
    </div>
  );
}

/** While a stretch without audio is crossed: how long it is, why, and that the call continues. */
function GapNote() {
  const { timeline } = useCallPlayer();
  const gap = usePlayerState((state) => state.gap);
  const legs = usePlayerState((state) => state.legs);
  const isPlaying = usePlayerState((state) => state.isPlaying);
  if (!gap) return null;
  return (
    <span className="transport-gap hatch-small">
      <span>
        {writeParts(silentParts(timeline, gap, legs))}
        {isPlaying ? ', continuing' : ''}
      </span>
    </span>
  );
}
