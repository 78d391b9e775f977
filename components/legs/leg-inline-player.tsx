'use client';

import { ownerClass } from '@/components/owner/owner-colours';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { SpeedMenu, VolumeControl } from '@/components/player/player-controls';
import { useLegLength } from '@/components/player/use-leg-length';
import { formatDuration } from '@/components/wording/format-duration';
import type { Leg } from '@/lib/contract/call';
import { LegElapsed } from './leg-elapsed';
import { LegMiniWave } from './leg-mini-wave';
import { SeekRange } from './seek-range';
import { useIsInView } from './use-is-in-view';

/** Seek bar, elapsed and total time of one leg; speed and volume if it is the selected one. */
export function LegInlinePlayer({ leg, isSelected }: { leg: Leg; isSelected: boolean }) {
  const { player, colours } = useCallPlayer();
  const owner = ownerClass(leg.username === null ? undefined : colours.get(leg.username));
  const { timeline } = useCallPlayer();
  const { seconds, shownSeconds } = useLegLength(leg);
  const status = usePlayerState((state) => {
    if (state.legs[leg.leg]?.isRetrying) return 'Asking the PBX again';
    if (state.leg !== leg.leg || !state.isLoaded) return null;
    if (!state.hasMetadata && !state.awaitsGesture) return 'Waiting for the PBX';
    return state.isWaiting ? 'Waiting for more audio' : null;
  });
  const placed = timeline.legs.find((candidate) => candidate.leg.leg === leg.leg);
  // Of unknown length it can be sought as far as it is drawn.
  const total = seconds ?? (placed ? placed.endSeconds - placed.startSeconds : 0);
  const [ref, isInView] = useIsInView();

  return (
    <div ref={ref} className="leg-player" data-selected={isSelected || undefined}>
      <span className="leg-seek">
        <LegMiniWave leg={leg.leg} owner={owner} totalSeconds={total} isInView={isInView} />
        <SeekRange
          leg={leg.leg}
          totalSeconds={total}
          isInView={isInView}
          readLoadedSeconds={() => (isSelected ? player.loadedUntil() : 0)}
        />
      </span>
      {status ? (
        <span className="leg-status">{status}</span>
      ) : (
        <span className="leg-times">
          <LegElapsed leg={leg.leg} isInView={isInView} />
          {` / ${shownSeconds === null ? '–' : formatDuration(shownSeconds)}`}
        </span>
      )}
      {isSelected && (
        <span className="leg-sound">
          <SpeedMenu label={`Speed of leg ${leg.leg}`} />
          <VolumeControl label={`Volume of leg ${leg.leg}`} />
        </span>
      )}
    </div>
  );
}
