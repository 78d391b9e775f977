import { formatAmount } from '@/components/wording/format-duration';
import type { GapBox } from './gap-boxes';

/** A stretch without a recording: hatched, and labelled where it is wide enough. */
export function StripGap({ gap, widthPx }: { gap: GapBox; widthPx: number }) {
  const amount = formatAmount(gap.seconds);
  const shownFrom = Math.max(gap.x, 0);
  const shownTo = Math.min(gap.x + gap.widthPx, widthPx);
  return (
    <div
      className="hatch-large absolute inset-y-0 rounded-leg"
      style={{ left: gap.x, width: gap.widthPx }}
    >
      {gap.label !== 'flag' && (
        <span
          className="-translate-y-1/2 absolute top-1/2 flex justify-center"
          style={{ left: shownFrom - gap.x, width: shownTo - shownFrom }}
        >
          <span className="flex flex-wrap justify-center gap-x-1 rounded-bar bg-surface text-center text-label leading-4">
            <strong className="font-semibold text-small tabular-nums">{amount}</strong>
            {gap.label === 'two-lines' && <span className="h-0 basis-full" />}
            <span className="whitespace-nowrap font-normal text-ink-2">not recorded</span>
          </span>
        </span>
      )}
    </div>
  );
}
