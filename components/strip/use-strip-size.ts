'use client';

import { useCallback, useState } from 'react';

interface StripSize {
  widthPx: number;
  /** The reader's text size relative to 16 px: labels are measured at their real size. */
  textScale: number;
  /** The page's font has loaded: labels measured before that are measured again. */
  hasFont: boolean;
}

/** The width of the strip, watched; null until it is known. Put `ref` on the element to measure. */
export function useStripSize(): [
  (element: HTMLElement | null) => (() => void) | undefined,
  StripSize | null,
] {
  const [size, setSize] = useState<StripSize | null>(null);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    const measure = () => {
      const textScale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
      const widthPx = element.clientWidth;
      const hasFont = document.fonts.status === 'loaded';
      setSize((known) =>
        known?.widthPx === widthPx && known.textScale === textScale && known.hasFont === hasFont
          ? known
          : { widthPx, textScale, hasFont },
      );
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    let isMounted = true;
    void document.fonts.ready.then(() => {
      if (isMounted) measure();
    });
    return () => {
      isMounted = false;
      observer.disconnect();
    };
  }, []);
  return [ref, size];
}
