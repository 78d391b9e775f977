'use client';

import {
  type CSSProperties,
  type ReactNode,
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
} from 'react';
import { callTotals } from '@/components/call-time/call-totals';
import { classNames } from '@/components/ui/class-names';
import { Grid, GridCell, GridColumnHeader, GridRow, GridRowGroup } from '@/components/ui/grid';
import { formatCounted } from '@/components/wording/format-count';
import type { Call } from '@/lib/contract/call';
import { heightOf, tagColumnRem, toResultItems } from './call-grid-layout';
import { CallRow } from './call-row';
import { useHeardOfRows } from './heard-of-rows';
import { miniScaleSeconds } from './mini-strip';
import { dayAbove, useCallVirtualizer } from './use-call-virtualizer';
import { useRowFocus } from './use-row-focus';

interface CallGridProps {
  calls: readonly Call[];
  /** The row that Tab reaches first, and that is in view on coming back. */
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
  const scaleSeconds = useMemo(
    () =>
      miniScaleSeconds(
        calls.map((call) => ({ durationSeconds: callTotals(call).durationSeconds ?? 0 })),
      ),
    [calls],
  );
  const focus = useRowFocus({
    count: calls.length,
    initialIndex,
    rowsInView: () => Math.max(1, Math.floor((viewHeight(body.current) - headPx) / rowPx) - 2),
    reveal: (index) => virtualizer.scrollToIndex(itemOfCall[index] ?? 0),
  });
  const { virtualizer, rowPx, headPx } = useCallVirtualizer({
    items,
    body,
    activeItem: itemOfCall[focus.activeIndex] ?? 0,
  });

  // The same functions on every render: a row that only scrolls along is not rendered again.
  const { setActiveIndex } = focus;
  const onRowFocus = useCallback(
    (index: number) => {
      setActiveIndex(index);
      onActiveChange(index);
    },
    [setActiveIndex, onActiveChange],
  );

  const lookAtFirst = useEffectEvent(() => {
    if (isFocusedFirst) focus.focusRow(initialIndex);
    else if (initialIndex > 0) virtualizer.scrollToIndex(itemOfCall[initialIndex] ?? 0);
  });
  // Focus belongs to the DOM: it moves once, when the rows have appeared.
  useEffect(() => lookAtFirst(), []);

  const shown = virtualizer.getVirtualItems();
  const heardOf = useHeardOfRows(
    calls,
    shown.flatMap(({ index }) => {
      const item = items[index];
      return item?.type === 'call' ? [item.callIndex] : [];
    }),
  );
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
        className="result-rows relative bg-surface"
        style={{ height: heightOf({ days: items.length - calls.length, calls: calls.length }) }}
      >
        {shown.map((virtual) => {
          const item = items[virtual.index];
          if (!item) return null;
          if (item.type === 'day') {
            return (
              <DayHead
                key={virtual.key}
                day={item.day}
                calls={item.calls}
                rowIndex={virtual.index + 2}
                isStuck={virtual.index === stuckDay}
                top={virtual.index === stuckDay ? null : heightOf(item.above)}
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
              callIndex={item.callIndex}
              heard={heardOf(item.call.uniqueId)}
              linkRef={focus.linkRef}
              onFocus={onRowFocus}
              top={heightOf(item.above)}
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

/** The heads of the columns; the strip's carries the scale that the hairlines below continue. */
function CallGridHead({ scaleSeconds }: { scaleSeconds: number }) {
  const thirdMinutes = scaleSeconds / 180;
  return (
    <GridRowGroup className="sticky top-0 z-20 max-sm:sr-only">
      <GridRow
        aria-rowindex={1}
        className="result-columns h-7 border-line-strong border-b bg-surface text-ink-2 text-label"
      >
        <Head className="text-ink" sort="descending">
          Start <span aria-hidden>↓</span>
        </Head>
        <Head>
          <span className="max-xl:sr-only">Direction</span>
        </Head>
        <Head>From → to</Head>
        <Head>
          Agents<span className="max-lg:sr-only">, in order</span>
        </Head>
        <Head>Tag</Head>
        <Head className="result-strip-cell @container relative flex items-center">
          <span className="@max-[16rem]:sr-only">Legs to scale</span>
          <ScaleMark className="w-1/3 max-lg:hidden">{thirdMinutes}</ScaleMark>
          <ScaleMark className="w-2/3 max-lg:hidden">{thirdMinutes * 2}</ScaleMark>
          <ScaleMark className="w-full">{thirdMinutes * 3} min</ScaleMark>
        </Head>
        <Head className="text-right max-lg:hidden">Legs</Head>
        <Head className="text-right max-lg:hidden">Recorded</Head>
        <Head className="text-right">Length</Head>
      </GridRow>
    </GridRowGroup>
  );
}

interface HeadProps {
  children: ReactNode;
  className?: string;
  sort?: 'descending';
}

function Head({ children, className, sort }: HeadProps) {
  return (
    <GridColumnHeader aria-sort={sort} className={classNames('whitespace-nowrap', className)}>
      {children}
    </GridColumnHeader>
  );
}

/** Ends at the hairline that it labels. */
function ScaleMark({ children, className }: { children: ReactNode; className: string }) {
  return (
    <span className={classNames('absolute left-0 pr-1 text-right tabular-nums', className)}>
      {children}
    </span>
  );
}

interface DayHeadProps {
  day: string;
  calls: number;
  rowIndex: number;
  /** The head of the rows in view: it sticks below the column heads. */
  isStuck: boolean;
  /** Where it stands; null where it sticks. */
  top: string | null;
}

/** Stands between the calls of two days. */
function DayHead({ day, calls, rowIndex, isStuck, top }: DayHeadProps) {
  return (
    <GridRow
      aria-rowindex={rowIndex}
      style={{ height: 'var(--day-row)', ...(top !== null && { top }) }}
      className={classNames(
        'inset-x-0 z-10 flex items-center border-line border-b bg-canvas px-4 sm:px-6',
        isStuck ? 'sticky top-0 sm:top-7' : 'absolute',
      )}
    >
      <GridCell aria-colspan={9} className="flex items-baseline gap-2.5">
        <span className="font-semibold text-small">{day}</span>
        <span className="text-ink-2 text-small">{formatCounted(calls, 'call')}</span>
      </GridCell>
    </GridRow>
  );
}
