import { formatDuration } from '@/components/wording/format-duration';
import { formatShare } from '@/components/wording/format-share';
import type { Call } from '@/lib/contract/call';

type Covered = Pick<Call, 'recordedSeconds' | 'durationSeconds'>;

/** How much of the call there is a recording of: "97 % of 6:12 recorded". */
export function CoverageBar({ recordedSeconds, durationSeconds }: Covered) {
  const share = durationSeconds > 0 ? Math.min(recordedSeconds / durationSeconds, 1) : 1;
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden className="flex h-2 w-17 shrink-0 gap-px">
        <span className="seconds-bar rounded-bar bg-ink-2" style={{ width: `${share * 100}%` }} />
        {share < 1 && <span className="hatch-small min-w-0.5 flex-1 rounded-bar" />}
      </span>
      <strong className="font-semibold tabular-nums">
        {formatShare(recordedSeconds, durationSeconds)} of {formatDuration(durationSeconds)}{' '}
        recorded
      </strong>
    </span>
  );
}
