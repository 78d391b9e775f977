import { type KeyboardEvent, useCallback, useRef, useState } from 'react';

/** The row that a key moves to; null for other keys. */
function rowAfter(key: string, index: number, count: number): number | null {
  const target = new Map([
    ['ArrowDown', index + 1],
    ['ArrowUp', index - 1],
    ['Home', 0],
    ['End', count - 1],
  ]).get(key);
  return target === undefined ? null : Math.min(count - 1, Math.max(0, target));
}

/** The roving focus of a short list: one row is in the tab order, and arrow keys move from it. */
export function useListFocus(count: number, initialIndex: number) {
  const [index, setIndex] = useState(initialIndex);
  const active = Math.min(Math.max(0, index), Math.max(0, count - 1));
  const rows = useRef(new Map<number, HTMLElement>());

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const target = rowAfter(event.key, active, count);
    if (target === null) return;
    event.preventDefault();
    setIndex(target);
    rows.current.get(target)?.focus();
  };
  const rowRef = useCallback(
    (row: number) => (element: HTMLElement | null) => {
      if (element) rows.current.set(row, element);
      else rows.current.delete(row);
    },
    [],
  );
  return { active, setActive: setIndex, onKeyDown, rowRef };
}
