'use client';

import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { PositionText, SpeedMenu, VolumeControl } from '@/components/player/player-controls';
import { formatDuration } from '@/components/wording/format-duration';
import type { Leg } from '@/lib/contract/call';
import { LegMiniWave } from './leg-mini-wave';
import { SeekRange } from './seek-range';

/** Seek bar, elapsed and total time of one leg; speed and volume if it is the selected one. */
export function LegInlinePlayer({ leg, isSelected }: { leg: Leg; isSelected: boolean }) {
  const { player } = useCallPlayer();
  const fileSeconds = usePlayerState((state) => state.legs[leg.leg]?.fileSeconds ?? null);
  const status = usePlayerState((state) => {
    if (state.legs[leg.leg]?.isRetrying) return 'Asking the PBX again';
    if (state.leg !== leg.leg || !state.isLoaded) return null;
    if (state.fileSeconds === null && !state.awaitsGesture) return 'Waiting for the PBX';
    return state.isWaiting ? 'Waiting for more audio' : null;
  });
  const total = fileSeconds ?? leg.durationSeconds;
  const position = () => player.position(leg.leg);

  return (
    <div className="leg-player" data-selected={isSelected || undefined}>
      <span className="leg-seek">
        <LegMiniWave leg={leg.leg} totalSeconds={total} />
        <SeekRange
          label={`Seek in leg ${leg.leg}`}
          totalSeconds={total}
          readSeconds={position}
          readLoadedSeconds={() => (isSelected ? player.loadedUntil() : 0)}
          onSeek={(offsetSeconds) => player.seek({ leg: leg.leg, offsetSeconds })}
          className="w-full"
        />
      </span>
      {status ? (
        <span className="leg-status">{status}</span>
      ) : (
        <span className="leg-times">
          <PositionText readSeconds={position} className="leg-elapsed" />
          {` / ${formatDuration(total)}`}
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
