'use client';

import { useCallback, useState } from 'react';

export interface StripSize {
  widthPx: number;
  /** The reader's text size relative to 16 px: labels are measured at their real size. */
  textScale: number;
  /** The page's font; null until the browser was asked. */
  fontFamily: string | null;
  /** The page's font has loaded: labels measured before that are measured again. */
  hasFont: boolean;
}

/** What the server draws for: a common screen. Everything is placed in shares of the width. */
const GUESS: StripSize = { widthPx: 1392, textScale: 1, fontFamily: null, hasFont: false };

/**
 * The width of the strip, watched. A guess until the browser has laid it out: `isMeasured` says which. Put
 * `ref` on the element to measure. The browser is never made to lay out for it.
 */
export function useStripSize(): [
  ref: (element: HTMLElement | null) => (() => void) | undefined,
  size: StripSize,
  isMeasured: boolean,
] {
  const [size, setSize] = useState<StripSize>(GUESS);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    let isMounted = true;
    let awaitsFont = true;
    // Called between layout and picture: what is read here is known already. Elsewhere even the question
    // whether fonts have loaded lays the page out.
    const observer = new ResizeObserver((entries) => {
      const widthPx = Math.round(entries.at(-1)?.contentRect.width ?? 0);
      if (widthPx === 0) return;
      const { fontSize, fontFamily } = getComputedStyle(document.documentElement);
      const textScale = Number.parseFloat(fontSize) / 16;
      const hasFont = document.fonts.status === 'loaded';
      const next = { widthPx, textScale, fontFamily, hasFont };
      setSize((known) => (isSame(known, next) ? known : next));
      if (!awaitsFont) return;
      awaitsFont = false;
      void document.fonts.ready.then(() => {
        if (isMounted) setSize((known) => (known.hasFont ? known : { ...known, hasFont: true }));
      });
    });
    observer.observe(element);
    return () => {
      isMounted = false;
      observer.disconnect();
    };
  }, []);
  return [ref, size, size.fontFamily !== null];
}

function isSame(a: StripSize, b: StripSize): boolean {
  return (
    a.widthPx === b.widthPx &&
    a.textScale === b.textScale &&
    a.fontFamily === b.fontFamily &&
    a.hasFont === b.hasFont
  );
}
