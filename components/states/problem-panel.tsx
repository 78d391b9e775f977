import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Button, buttonClass } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { formatClock } from '@/components/wording/format-clock';
import { formatDuration } from '@/components/wording/format-duration';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { toZonedIso } from '@/components/wording/zoned-time';
import type { KeptProblem } from '@/lib/api/use-kept-problem';
import { paths } from '@/lib/paths';
import { PROBLEM_WORDING } from './problem-wording';
import { StatePanel } from './state-panel';
import { useRetryCountdown } from './use-retry-countdown';

export interface ProblemStateProps extends KeptProblem {
  /** Asks again without a reload. */
  onRetry: () => void;
  className?: string;
}

/** What ProblemState shows; it comes with the table of words, after the first scripts. */
export function ProblemPanel({
  problem,
  failedAtMs,
  isRetrying,
  onRetry,
  className,
}: ProblemStateProps) {
  const timeZone = usePbxZone();
  const pathname = usePathname();
  const wording = PROBLEM_WORDING[problem.code];
  const dueAtMs =
    wording.canRetry && !isRetrying && problem.retryAfterSeconds !== undefined
      ? failedAtMs + problem.retryAfterSeconds * 1000
      : null;
  const secondsLeft = useRetryCountdown(dueAtMs, onRetry);

  return (
    <StatePanel {...(className && { className })}>
      <div key={failedAtMs} role="alert" className="-mx-2 -mt-2">
        <Notice tone={wording.tone} glyph={wording.glyph}>
          <strong className="font-semibold">{wording.title}.</strong> {wording.consequence}
        </Notice>
      </div>
      {wording.causes && (
        <>
          <p className="mt-4 text-prose text-ink-2">Two causes are likely:</p>
          <ol className="mt-2 border-line border-t">
            {wording.causes.map((cause, index) => (
              <li key={cause} className="flex gap-4 border-line border-b py-1.5 text-prose">
                <span className="w-2 font-semibold tabular-nums">{index + 1}</span>
                {cause}
              </li>
            ))}
          </ol>
        </>
      )}
      <p className="mt-4 text-prose text-ink-2 [overflow-wrap:anywhere]">
        {wording.causes ? '' : `${problem.message} `}Asked at{' '}
        {formatClock(toZonedIso(failedAtMs, timeZone), timeZone)}.
      </p>
      <div className="mt-5 flex flex-wrap items-center gap-x-3 gap-y-2">
        {wording.canRetry && (
          <Button
            look="primary"
            aria-disabled={isRetrying}
            onClick={() => {
              if (!isRetrying) onRetry();
            }}
          >
            {isRetrying ? 'Asking again' : 'Try now'}
          </Button>
        )}
        {wording.hasStatus && pathname !== paths.status() && (
          <Link href={paths.status()} className={buttonClass()}>
            Open status
          </Link>
        )}
        {secondsLeft !== null && (
          <span className="tabular-nums text-prose text-ink-2">
            Next try in {secondsLeft < 60 ? `${secondsLeft} s` : formatDuration(secondsLeft)}
          </span>
        )}
        <span role="status" className="sr-only">
          {isRetrying ? 'Asking again' : ''}
        </span>
      </div>
    </StatePanel>
  );
}
