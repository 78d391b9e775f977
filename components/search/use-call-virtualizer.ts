import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import type { ResultItem } from './call-grid-layout';

/** Heights in rem, so that rows grow with the reader's text size. */
const ROW_REM = 1.75;
const NARROW_ROW_REM = 5;
const DAY_REM = 1.75;
const HEAD_REM = 1.75;
const NARROW = '(width < 40rem)';

interface CallVirtualizerOptions {
  items: readonly ResultItem[];
  body: RefObject<HTMLDivElement | null>;
  /** The item of the row in the tab order; it stays in the DOM however far the page is scrolled. */
  activeItem: number;
}

/** Which items are in the DOM and where. The page's main region scrolls, heads of days stick. */
export function useCallVirtualizer({ items, body, activeItem }: CallVirtualizerOptions) {
  const isNarrow = useMediaQuery(NARROW);
  const scrollMargin = useDistanceInScroller(body);
  const rem = useRemPx();
  const rowPx = (isNarrow ? NARROW_ROW_REM : ROW_REM) * rem;
  const dayPx = DAY_REM * rem;
  const headPx = isNarrow ? 0 : HEAD_REM * rem;

  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => body.current?.closest('main') ?? null,
    estimateSize: (index) => (items[index]?.type === 'day' ? dayPx : rowPx),
    getItemKey: (index) => {
      const item = items[index];
      return item?.type === 'call' ? item.call.uniqueId : `day ${index}`;
    },
    rangeExtractor: (range) => withKept(range, [dayAbove(items, range.startIndex), activeItem]),
    overscan: 12,
    // The server sends the rows of a window of this height.
    initialRect: FIRST_RECT,
    scrollMargin,
    scrollPaddingStart: headPx + dayPx,
    scrollPaddingEnd: 4,
  });

  // Sizes are known, not measured; when they change the virtualizer must drop the old ones.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height is the reason to run
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowPx, dayPx]);

  return { virtualizer, scrollMargin, rowPx, headPx };
}

/** The index of the day head above an item. */
export function dayAbove(items: readonly ResultItem[], index: number): number {
  for (let at = index; at > 0; at--) if (items[at]?.type === 'day') return at;
  return 0;
}

function withKept(range: Range, kept: number[]): number[] {
  const inRange = kept.filter((index) => index >= 0 && index < range.count);
  return [...new Set([...inRange, ...defaultRangeExtractor(range)])].sort((a, b) => a - b);
}

const USUAL_REM_PX = 16;
const FIRST_RECT = { width: 1440, height: 900 };

/** The reader's text size. Asked once: asking makes the browser settle its styles. */
function useRemPx(): number {
  return useSyncExternalStore(
    () => () => {},
    () => {
      remPx ??= Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      return remPx;
    },
    () => USUAL_REM_PX,
  );
}

let remPx: number | null = null;

function useMediaQuery(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    () => matchMedia(query).matches,
    () => false,
  );
}

/** How far down the scrolled content an element starts; content above it may change height. */
function useDistanceInScroller(element: RefObject<HTMLElement | null>): number {
  const [distance, setDistance] = useState(0);
  useLayoutEffect(() => {
    const scroller = element.current?.closest('main');
    if (!scroller) return;
    const measure = () => {
      if (!element.current) return;
      const top = element.current.getBoundingClientRect().top;
      setDistance(top - scroller.getBoundingClientRect().top + scroller.scrollTop);
    };
    const observer = new ResizeObserver(measure);
    for (const child of scroller.children) observer.observe(child);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return distance;
}
