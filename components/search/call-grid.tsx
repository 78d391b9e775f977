'use client';

import { type CSSProperties, useEffect, useEffectEvent, useMemo, useRef } from 'react';
import { Grid, GridRowGroup } from '@/components/ui/grid';
import type { Call } from '@/lib/contract/call';
import { CallGridHead } from './call-grid-head';
import { CallRow } from './call-row';
import { DayHead } from './day-head';
import { miniScaleSeconds } from './mini-strip';
import { toResultItems } from './result-items';
import { tagColumnRem } from './tag-column';
import { dayAbove, useCallVirtualizer } from './use-call-virtualizer';
import { useRowFocus } from './use-row-focus';

interface CallGridProps {
  calls: readonly Call[];
  /** The row that Tab reaches first, and that is looked at when one comes back. */
  initialIndex: number;
  /** Takes the focus when the rows appear. */
  isFocusedFirst: boolean;
  onActiveChange: (index: number) => void;
}

/** All calls as one grid; only the rows in view are in the DOM. */
export function CallGrid({ calls, initialIndex, isFocusedFirst, onActiveChange }: CallGridProps) {
  const body = useRef<HTMLDivElement>(null);
  const items = useMemo(() => toResultItems(calls), [calls]);
  const itemOfCall = useMemo(
    () => items.flatMap((item, index) => (item.type === 'call' ? [index] : [])),
    [items],
  );
  const tagColumn = useMemo(() => tagColumnRem(calls), [calls]);
  const scaleSeconds = useMemo(() => miniScaleSeconds(calls), [calls]);
  const focus = useRowFocus({
    count: calls.length,
    initialIndex,
    rowsInView: () => Math.max(1, Math.floor((viewHeight(body.current) - headPx) / rowPx) - 2),
    reveal: (index) => virtualizer.scrollToIndex(itemOfCall[index] ?? 0),
  });
  const { virtualizer, scrollMargin, rowPx, headPx } = useCallVirtualizer({
    items,
    body,
    activeItem: itemOfCall[focus.activeIndex] ?? 0,
  });

  const lookAtFirst = useEffectEvent(() => {
    if (isFocusedFirst) focus.focusRow(initialIndex);
    else if (initialIndex > 0) virtualizer.scrollToIndex(itemOfCall[initialIndex] ?? 0);
  });
  // Moving the focus is about the DOM: it happens once, when the rows have appeared.
  useEffect(() => lookAtFirst(), []);

  const stuckDay = dayAbove(items, virtualizer.range?.startIndex ?? 0);
  return (
    <Grid
      aria-label="Calls"
      aria-rowcount={items.length + 1}
      // React's types know no custom properties.
      style={{ '--tag-column': `${tagColumn}rem` } as CSSProperties}
    >
      <CallGridHead scaleSeconds={scaleSeconds} />
      <GridRowGroup
        ref={body}
        onKeyDown={focus.onKeyDown}
        className="relative bg-surface"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map((virtual) => {
          const item = items[virtual.index];
          if (!item) return null;
          const style = { top: virtual.start - scrollMargin, height: virtual.size };
          if (item.type === 'day') {
            return (
              <DayHead
                key={virtual.key}
                day={item.day}
                calls={item.calls}
                rowIndex={virtual.index + 2}
                isStuck={virtual.index === stuckDay}
                style={virtual.index === stuckDay ? { height: virtual.size } : style}
              />
            );
          }
          return (
            <CallRow
              key={virtual.key}
              call={item.call}
              day={item.day}
              rowIndex={virtual.index + 2}
              scaleSeconds={scaleSeconds}
              isActive={item.callIndex === focus.activeIndex}
              linkRef={focus.linkRef(item.callIndex)}
              onFocus={() => {
                focus.setActiveIndex(item.callIndex);
                onActiveChange(item.callIndex);
              }}
              style={style}
            />
          );
        })}
      </GridRowGroup>
    </Grid>
  );
}

function viewHeight(body: HTMLElement | null): number {
  return body?.closest('main')?.clientHeight ?? 0;
}
