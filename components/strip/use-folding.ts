'use client';

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ClockKind } from '@/components/call-time/call-clock';
import { blendScales, type StripScale } from './strip-scale';

const FOLDING_MS = 200;

/**
 * The scale to draw. When the clock changes it glides from the old scale, unless motion is reduced, or
 * nothing was to be seen yet: a listener's own clock is known only after the first render.
 */
export function useFolding(scale: StripScale, kind: ClockKind, isSeen: boolean): StripScale {
  const [step, setStep] = useState<{ from: StripScale; share: number } | null>(null);
  const drawn = useRef({ scale, kind, isSeen });

  // Before the browser paints, so that the folded strip never flashes up first.
  useLayoutEffect(() => {
    const before = drawn.current;
    if (before.kind === kind || !before.isSeen) return undefined;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return undefined;
    let frame = 0;
    const startedAt = performance.now();
    const advance = (now: number) => {
      const share = Math.min(Math.max((now - startedAt) / FOLDING_MS, 0), 1);
      setStep(share < 1 ? { from: before.scale, share: easeOut(share) } : null);
      if (share < 1) frame = requestAnimationFrame(advance);
    };
    advance(startedAt);
    return () => {
      cancelAnimationFrame(frame);
      setStep(null);
    };
  }, [kind]);

  // What was drawn last is where the next folding begins.
  useEffect(() => {
    drawn.current = { scale, kind, isSeen };
  }, [scale, kind, isSeen]);

  return useMemo(() => (step ? blendScales(step.from, scale, step.share) : scale), [step, scale]);
}

const easeOut = (share: number) => 1 - (1 - share) ** 3;
