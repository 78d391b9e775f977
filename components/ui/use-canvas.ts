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
  /** Sizes and empties the canvas. Read colours before: afterwards the browser settles the page's styles for one. */
  begin: () => CanvasRenderingContext2D;
  widthPx: number;
  heightPx: number;
  /** The colour of an element's text, read once for each `name` under the same theme. */
  inkOf: (name: string, element: Element | null | undefined) => string;
}

/**
 * A canvas that is drawn in CSS pixels at the sharpness of the screen: again when `reason` changes (by
 * identity), with its size, the theme, forced colours and the pixel ratio.
 * Sizes come from the observer, which the browser calls between its layout and its picture: to ask the
 * element would lay out the page in the middle of a script.
 */
export function useCanvas(
  reason: unknown,
  draw: (page: CanvasPage) => void,
): { ref: RefObject<HTMLCanvasElement | null>; redraw: () => void } {
  const ref = useRef<HTMLCanvasElement>(null);
  const size = useRef({ widthPx: 0, heightPx: 0 });
  const settings = usePaintSettings();

  const redraw = useEffectEvent(() => {
    const canvas = ref.current;
    const { widthPx, heightPx } = size.current;
    const context = widthPx > 0 && heightPx > 0 ? canvas?.getContext('2d') : null;
    if (!canvas || !context) return;
    const begin = () => {
      canvas.width = Math.max(1, Math.round(widthPx * devicePixelRatio));
      canvas.height = Math.max(1, Math.round(heightPx * devicePixelRatio));
      context.scale(devicePixelRatio, devicePixelRatio);
      return context;
    };
    const inkOf: CanvasPage['inkOf'] = (name, element) => readInk(`${settings} ${name}`, element);
    draw({ begin, widthPx, heightPx, inkOf });
  });

  // Before the browser paints, so that legs and waves stay together.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are why it is drawn again
  useLayoutEffect(() => redraw(), [reason, settings]);

  // The size follows the page, which is outside React.
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return undefined;
    const observer = new ResizeObserver((entries) => {
      const box = entries.at(-1)?.contentRect;
      if (!box) return;
      size.current = { widthPx: Math.round(box.width), heightPx: Math.round(box.height) };
      redraw();
    });
    observer.observe(canvas);
    return () => observer.disconnect();
  }, []);

  return { ref, redraw };
}

/** Colours by name and theme. There are as many as owners can have, twice. */
const inks = new Map<string, string>();

/** The colour that an element's text has: custom properties and theme resolved. */
function readInk(key: string, element: Element | null | undefined): string {
  const known = inks.get(key);
  if (known !== undefined) return known;
  if (!element) return 'currentColor';
  const { color } = getComputedStyle(element);
  inks.set(key, color);
  return color;
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
