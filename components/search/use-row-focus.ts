import { type KeyboardEvent, useCallback, useRef, useState } from 'react';

interface RowFocusOptions {
  count: number;
  initialIndex: number;
  /** Rows that a page key moves by. */
  rowsInView: () => number;
  /** Brings a row into view and into the DOM. */
  reveal: (index: number) => void;
}

/** The row that a key moves to; null for other keys. */
export function rowAfterKey(
  key: string,
  index: number,
  { count, rowsInView }: { count: number; rowsInView: number },
): number | null {
  const last = count - 1;
  const target = new Map([
    ['ArrowDown', index + 1],
    ['ArrowUp', index - 1],
    ['PageDown', index + rowsInView],
    ['PageUp', index - rowsInView],
    ['Home', 0],
    ['End', last],
  ]).get(key);
  return target === undefined ? null : Math.min(last, Math.max(0, target));
}

/**
 * The roving focus of the call rows: one row is in the tab order and keys move from it. The target
 * need not be in the DOM yet: it is focused as soon as it is.
 */
export function useRowFocus({ count, initialIndex, rowsInView, reveal }: RowFocusOptions) {
  const [activeIndex, setActiveIndex] = useState(initialIndex);
  const awaited = useRef<number | null>(null);
  const links = useRef(new Map<number, HTMLAnchorElement>());
  const active = Math.min(activeIndex, Math.max(0, count - 1));

  function focusRow(index: number) {
    setActiveIndex(index);
    reveal(index);
    const link = links.current.get(index);
    if (link) link.focus({ preventScroll: true });
    else awaited.current = index;
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    const target = rowAfterKey(event.key, active, { count, rowsInView: rowsInView() });
    if (target === null) return;
    event.preventDefault();
    focusRow(target);
  }

  const linkRef = useCallback(
    (index: number) => (link: HTMLAnchorElement | null) => {
      if (!link) {
        links.current.delete(index);
        return;
      }
      links.current.set(index, link);
      if (awaited.current !== index) return;
      awaited.current = null;
      link.focus({ preventScroll: true });
    },
    [],
  );

  return { activeIndex: active, setActiveIndex, focusRow, onKeyDown, linkRef };
}
