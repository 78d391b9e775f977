'use client';

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { usePaintSettings } from './use-paint-settings';

export interface CanvasPage {
  context: CanvasRenderingContext2D;
  widthPx: number;
  heightPx: number;
}

/**
 * A canvas that is drawn in CSS pixels at the sharpness of the screen: again when `reason` changes (by
 * identity), with its size, the theme, forced colours and the pixel ratio. `draw` gets an empty page.
 */
export function useCanvas(
  reason: unknown,
  draw: (page: CanvasPage) => void,
): { ref: RefObject<HTMLCanvasElement | null>; redraw: () => void } {
  const ref = useRef<HTMLCanvasElement>(null);
  const settings = usePaintSettings();

  const redraw = useEffectEvent(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    const { clientWidth: widthPx, clientHeight: heightPx } = canvas;
    const pixels = { width: widthPx * devicePixelRatio, height: heightPx * devicePixelRatio };
    canvas.width = Math.max(1, Math.round(pixels.width));
    canvas.height = Math.max(1, Math.round(pixels.height));
    context.scale(devicePixelRatio, devicePixelRatio);
    if (widthPx > 0 && heightPx > 0) draw({ context, widthPx, heightPx });
  });

  // Before the browser paints, so that legs and waves never part.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are why it is drawn again
  useLayoutEffect(() => redraw(), [reason, settings]);

  // The size follows the page, which is outside of React.
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return undefined;
    const observer = new ResizeObserver(() => redraw());
    observer.observe(canvas);
    return () => observer.disconnect();
  }, []);

  return { ref, redraw };
}

/** The colour that an element's text has now: what its custom properties and the theme come to. */
export function colourOf(element: Element | null | undefined): string {
  return element ? getComputedStyle(element).color : 'currentColor';
}
