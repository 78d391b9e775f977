'use client';

import { ownerName } from '@/components/legs/leg-words';
import { useCallPlayer, usePlayerState } from '@/components/playback/player-context';
import { useCallClock } from '@/components/strip/use-call-audio';
import { formatDuration } from '@/components/wording/format-duration';
import { GapNote } from './gap-note';
import { PositionText } from './position-text';

/** The time of the playhead on the clock that is shown, and the leg that it is in. */
export function TransportReadout() {
  const { player, call } = useCallPlayer();
  const { clock } = useCallClock();
  const number = usePlayerState((state) => state.leg);
  const alongside = usePlayerState((state) => state.alongside);
  const isCrossing = usePlayerState((state) => state.gap !== null);
  const leg = call.legs.find((candidate) => candidate.leg === number);
  const lengthSeconds = usePlayerState(
    (state) => state.legs[number]?.fileSeconds ?? leg?.durationSeconds ?? 0,
  );
  return (
    <div className="transport-readout">
      <PositionText
        readSeconds={() => clock.toShown(player.callPosition())}
        className="text-readout tabular-nums max-sm:text-title"
      />
      <span className="whitespace-nowrap text-ink-3 text-section font-normal tabular-nums">
        of {formatDuration(clock.durationSeconds)}
      </span>
      {isCrossing ? (
        <GapNote />
      ) : (
        <span className="transport-leg">
          Leg {number} of {call.legs.length}
          {alongside.length > 0 && ` with ${alongside.join(' and ')}`}
          <span className="max-sm:hidden">
            , <PositionText readSeconds={() => player.position()} /> of{' '}
            {formatDuration(lengthSeconds)}
          </span>
          {leg && <span className="sm:hidden">, {ownerName(leg)}</span>}
        </span>
      )}
    </div>
  );
}
