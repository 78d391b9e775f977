'use client';

import {
  type RefObject,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useSyncExternalStore,
} from 'react';

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

  // Before the browser paints, so that legs and waves stay together.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are why it is drawn again
  useLayoutEffect(() => redraw(), [reason, settings]);

  // The size follows the page, which is outside React.
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return undefined;
    const observer = new ResizeObserver(() => redraw());
    observer.observe(canvas);
    return () => observer.disconnect();
  }, []);

  return { ref, redraw };
}

/** The colour that an element's text has now: custom properties and theme resolved. */
export function colourOf(element: Element | null | undefined): string {
  return element ? getComputedStyle(element).color : 'currentColor';
}

/** Settings that change what a canvas must look like: it does not follow style sheets by itself. */
const QUERIES = ['(prefers-color-scheme: dark)', '(forced-colors: active)'];

/** Theme, forced colours and pixel ratio as one string: when it changes, a canvas draws again. */
function usePaintSettings(): string {
  return useSyncExternalStore(subscribe, read, () => '');
}

function read(): string {
  const matching = QUERIES.map((query) => matchMedia(query).matches);
  return [document.documentElement.dataset.theme, ...matching, devicePixelRatio].join(' ');
}

function subscribe(onChange: () => void): () => void {
  const lifetime = new AbortController();
  const { signal } = lifetime;
  const themes = new MutationObserver(onChange);
  themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  for (const query of QUERIES) {
    matchMedia(query).addEventListener('change', onChange, { signal });
  }
  const watchPixels = () => {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      'change',
      () => {
        onChange();
        watchPixels();
      },
      { signal, once: true },
    );
  };
  watchPixels();
  return () => {
    lifetime.abort();
    themes.disconnect();
  };
}
