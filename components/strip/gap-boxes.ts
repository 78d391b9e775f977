import type { Stretch } from '@/components/call-time/call-timeline';
import { box } from './leg-blocks';
import type { StripScale } from './strip-scale';

/** A gap as drawn, and where its words stand. */
export interface GapBox {
  gap: Stretch;
  seconds: number;
  x: number;
  widthPx: number;
  label: 'one-line' | 'two-lines' | 'flag';
}

const ONE_LINE_FROM_PX = 112;
const TWO_LINES_FROM_PX = 62;

/** Lays out the gaps in the window: from 112 px on one line, from 62 on two, else in the flag row. */
export function layoutGaps(gaps: readonly Stretch[], scale: StripScale): GapBox[] {
  return gaps
    .filter((gap) => gap.endSeconds > scale.startSeconds && gap.startSeconds < scale.endSeconds)
    .map((gap) => {
      const { x, widthPx } = box(gap, scale);
      const inside = Math.min(x + widthPx, scale.widthPx) - Math.max(x, 0);
      return {
        gap,
        seconds: gap.endSeconds - gap.startSeconds,
        x,
        widthPx,
        label:
          inside >= ONE_LINE_FROM_PX
            ? 'one-line'
            : inside >= TWO_LINES_FROM_PX
              ? 'two-lines'
              : 'flag',
      } as const;
    });
}
