'use client';

import { useMemo } from 'react';
import { usePlayerState } from '@/components/player/player-context';
import { useLegSound } from '@/components/player/use-call-audio';
import { drawWave } from '@/components/sound/draw-wave';
import type { LegWave } from '@/components/sound/leg-wave';
import { wavePyramid } from '@/components/sound/wave-pyramid';
import { useCanvas } from '@/components/ui/use-canvas';

/** Share of its height that a wave at full scale fills. */
const FILLED_SHARE = 0.9;

interface LegMiniWaveProps {
  leg: number;
  /** Tells its owner's colour from others. */
  owner: string;
  /** Length of the seek bar in front of it, so that both have one scale. */
  totalSeconds: number;
  /** Each canvas is a layer in every frame: sixty of them would cost more than the playhead. */
  isInView: boolean;
}

/** The wave of one leg in its row, behind its seek bar. Only visual: the bar says where it is. */
export function LegMiniWave({ leg, owner, totalSeconds, isInView }: LegMiniWaveProps) {
  const { wave } = useLegSound(leg);
  const isSelected = usePlayerState((state) => state.leg === leg);
  return (
    <span aria-hidden className="leg-mini-wave" data-has-wave={wave !== null || undefined}>
      {wave && isInView && (
        <MiniWave wave={wave} owner={owner} totalSeconds={totalSeconds} isSelected={isSelected} />
      )}
    </span>
  );
}

interface MiniWaveProps {
  wave: LegWave;
  owner: string;
  totalSeconds: number;
  /** The chosen leg is drawn in its owner's colour. */
  isSelected: boolean;
}

function MiniWave({ wave, owner, totalSeconds, isSelected }: MiniWaveProps) {
  // A new object whenever anything that is drawn changes.
  const reason = useMemo(
    () => ({ wave, totalSeconds, isSelected }),
    [wave, totalSeconds, isSelected],
  );
  const { ref } = useCanvas(reason, ({ begin, widthPx, heightPx, inkOf }) => {
    const colour = inkOf(`leg ${isSelected ? owner : 'other'}`, ref.current?.parentElement);
    drawWave(begin(), {
      x: 0,
      widthPx,
      startSeconds: 0,
      endSeconds: Math.max(totalSeconds, 0.1),
      lanes: [{ channel: 'mixed', middlePx: heightPx / 2, reachPx: (heightPx * FILLED_SHARE) / 2 }],
      colour,
      pyramid: wavePyramid(wave),
      isArriving: false,
    });
  });
  return <canvas ref={ref} />;
}
