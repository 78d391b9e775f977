import {
  defaultRangeExtractor,
  elementScroll,
  type Range,
  useVirtualizer,
} from '@tanstack/react-virtual';
import {
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { ResultItem } from './call-grid-layout';

/** Heights in rem, as `--call-row` and `--day-row` have them: rows grow with the reader's text size. */
const ROW_REM = 1.75;
const NARROW_ROW_REM = 5;
const DAY_REM = 1.75;
const HEAD_REM = 1.75;
const NARROW = '(width < 40rem)';
/** What is put in the page before the height of the screen is known: a common screen full of rows. */
const FIRST_RECT = { width: 0, height: 860 };

interface CallVirtualizerOptions {
  items: readonly ResultItem[];
  body: RefObject<HTMLDivElement | null>;
  /** The item of the row in the tab order; it stays in the DOM however far the page is scrolled. */
  activeItem: number;
}

/**
 * Which items are in the DOM; where they stand is CSS. The page's main region scrolls, heads of days stick.
 * Nothing here makes the browser lay out: sizes come from observers.
 */
export function useCallVirtualizer({ items, body, activeItem }: CallVirtualizerOptions) {
  const isNarrow = useMediaQuery(NARROW);
  const { scrollMargin, rem } = useScroller(body);
  const rowPx = (isNarrow ? NARROW_ROW_REM : ROW_REM) * rem;
  const dayPx = DAY_REM * rem;
  const headPx = isNarrow ? 0 : HEAD_REM * rem;
  /** The list begins at its top, where the page nearly always is: looked at once it has been laid out. */
  const owesTop = useRef(true);

  const virtualizer = useVirtualizer<HTMLElement, Element>({
    count: items.length,
    getScrollElement: () => body.current?.closest('main') ?? null,
    estimateSize: (index) => (items[index]?.type === 'day' ? dayPx : rowPx),
    getItemKey: (index) => {
      const item = items[index];
      return item?.type === 'call' ? item.call.uniqueId : `day ${index}`;
    },
    rangeExtractor: (range) => withKept(range, [dayAbove(items, range.startIndex), activeItem]),
    initialRect: FIRST_RECT,
    scrollToFn: (offset, options, instance) => {
      if (!owesTop.current) return elementScroll(offset, options, instance);
      // Only the first, which says where the list begins, may wait.
      if (offset === 0) return;
      owesTop.current = false;
      elementScroll(offset, options, instance);
    },
    observeElementRect: (instance, onRect) => {
      const observer = new ResizeObserver((entries) => {
        const scroller = instance.scrollElement;
        if (owesTop.current && scroller && scroller.scrollTop > 0) scroller.scrollTo({ top: 0 });
        owesTop.current = false;
        const box = entries.at(-1)?.contentRect;
        if (box) onRect({ width: Math.round(box.width), height: Math.round(box.height) });
      });
      if (instance.scrollElement) observer.observe(instance.scrollElement);
      return () => observer.disconnect();
    },
    // Rows are rendered after the picture in which the page scrolled, not inside of it: each task is short.
    useFlushSync: false,
    overscan: 6,
    scrollMargin,
    scrollPaddingStart: headPx + dayPx,
    scrollPaddingEnd: 4,
  });

  // Sizes are known, not measured; when they change the virtualizer must drop the old ones.
  const [measuredAt, setMeasuredAt] = useState(rowPx + dayPx);
  useLayoutEffect(() => {
    if (measuredAt === rowPx + dayPx) return;
    setMeasuredAt(rowPx + dayPx);
    virtualizer.measure();
  }, [virtualizer, measuredAt, rowPx, dayPx]);

  return { virtualizer, rowPx, headPx };
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

const USUAL_REM = 16;

/** How far down the scrolled content an element starts (content above may change height), and the text size. */
function useScroller(element: RefObject<HTMLElement | null>) {
  const [measured, setMeasured] = useState({ scrollMargin: 0, rem: USUAL_REM });
  // The layout belongs to the browser, which calls between its layout and its picture.
  useEffect(() => {
    const scroller = element.current?.closest('main');
    if (!scroller) return undefined;
    const observer = new ResizeObserver(() => {
      if (!element.current) return;
      const top = element.current.getBoundingClientRect().top;
      const scrollMargin = top - scroller.getBoundingClientRect().top + scroller.scrollTop;
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setMeasured((known) =>
        known.scrollMargin === scrollMargin && known.rem === rem ? known : { scrollMargin, rem },
      );
    });
    for (const child of scroller.children) observer.observe(child);
    return () => observer.disconnect();
  }, [element]);
  return measured;
}
