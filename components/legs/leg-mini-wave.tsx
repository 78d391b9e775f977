'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import { usePlayerState } from '@/components/player/player-context';
import { useLegSound } from '@/components/player/use-call-audio';
import { drawWave } from '@/components/sound/draw-wave';
import type { LegWave } from '@/components/sound/leg-wave';
import { wavePyramid } from '@/components/sound/wave-pyramid';
import { colourOf, useCanvas } from '@/components/ui/use-canvas';

/** Share of its height that a wave at full scale fills. */
const FILLED_SHARE = 0.9;

interface LegMiniWaveProps {
  leg: number;
  /** Length of the seek bar in front of it, so that both have one scale. */
  totalSeconds: number;
}

/** The wave of one leg in its row, behind its seek bar. Only visual: the bar says where it is. */
export function LegMiniWave({ leg, totalSeconds }: LegMiniWaveProps) {
  const { wave } = useLegSound(leg);
  const isSelected = usePlayerState((state) => state.leg === leg);
  const root = useRef<HTMLSpanElement>(null);
  const [isInView, setIsInView] = useState(false);

  // Each canvas is a separate layer in every frame: sixty of them cost more than the playhead.
  useEffect(() => {
    if (!root.current) return undefined;
    const observer = new IntersectionObserver((entries) => {
      setIsInView(entries.some(({ isIntersecting }) => isIntersecting));
    });
    observer.observe(root.current);
    return () => observer.disconnect();
  }, []);

  return (
    <span
      ref={root}
      aria-hidden
      className="leg-mini-wave"
      data-has-wave={wave !== null || undefined}
    >
      {wave && isInView && (
        <MiniWave wave={wave} totalSeconds={totalSeconds} isSelected={isSelected} />
      )}
    </span>
  );
}

interface MiniWaveProps {
  wave: LegWave;
  totalSeconds: number;
  /** The chosen leg is drawn in its owner's colour. */
  isSelected: boolean;
}

function MiniWave({ wave, totalSeconds, isSelected }: MiniWaveProps) {
  // A new object whenever anything that is drawn changes.
  const reason = useMemo(
    () => ({ wave, totalSeconds, isSelected }),
    [wave, totalSeconds, isSelected],
  );
  const { ref } = useCanvas(reason, ({ context, widthPx, heightPx }) => {
    drawWave(context, {
      x: 0,
      widthPx,
      startSeconds: 0,
      endSeconds: Math.max(totalSeconds, 0.1),
      lanes: [{ channel: 'mixed', middlePx: heightPx / 2, reachPx: (heightPx * FILLED_SHARE) / 2 }],
      colour: colourOf(context.canvas.parentElement),
      pyramid: wavePyramid(wave),
      isArriving: false,
    });
  });
  return <canvas ref={ref} />;
}
