import type { CSSProperties } from 'react';
import { classNames } from '@/components/ui/class-names';
import { GridCell, GridRow } from '@/components/ui/grid';
import { formatCounted } from '@/components/wording/format-count';

interface DayHeadProps {
  day: string;
  calls: number;
  rowIndex: number;
  /** It is the head of the rows in view, and stays below the heads of the columns. */
  isStuck: boolean;
  style: CSSProperties;
}

/** Stands between the calls of two days. */
export function DayHead({ day, calls, rowIndex, isStuck, style }: DayHeadProps) {
  return (
    <GridRow
      aria-rowindex={rowIndex}
      style={style}
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
