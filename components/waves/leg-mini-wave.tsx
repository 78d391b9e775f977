'use client';

import { useMemo, useRef } from 'react';
import { usePlayerState } from '@/components/player/player-context';
import { drawWave } from './draw-wave';
import { colourOf, useCanvas } from './use-canvas';
import { useLegSound } from './use-leg-sound';
import { wavePyramid } from './wave-pyramid';

/** Share of its height that a wave at full scale fills. */
const FILLED_SHARE = 0.9;

interface LegMiniWaveProps {
  leg: number;
  /** Length of the seek bar that it stands behind, so that both are to one scale. */
  totalSeconds: number;
}

/** The wave of one leg in its row, behind its seek bar. For the eye alone: the bar says where it is. */
export function LegMiniWave({ leg, totalSeconds }: LegMiniWaveProps) {
  const { wave } = useLegSound(leg);
  const ink = useRef<HTMLSpanElement>(null);
  const isSelected = usePlayerState((state) => state.leg === leg);
  // Another object whenever any of what it is drawn from is another.
  const reason = useMemo(
    () => ({ wave, totalSeconds, isSelected }),
    [wave, totalSeconds, isSelected],
  );
  const { ref } = useCanvas(reason, ({ context, widthPx, heightPx }) => {
    if (!wave) return;
    drawWave(context, {
      x: 0,
      widthPx,
      startSeconds: 0,
      endSeconds: Math.max(totalSeconds, 0.1),
      lanes: [{ channel: 'mixed', middlePx: heightPx / 2, reachPx: (heightPx * FILLED_SHARE) / 2 }],
      colour: colourOf(ink.current),
      pyramid: wavePyramid(wave),
      isArriving: false,
    });
  });
  return (
    <span
      ref={ink}
      aria-hidden
      className="leg-mini-wave"
      data-has-wave={wave !== null || undefined}
    >
      <canvas ref={ref} />
    </span>
  );
}
