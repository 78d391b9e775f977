'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { Button, buttonClass } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { formatClock } from '@/components/wording/format-clock';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { toZonedIso } from '@/components/wording/zoned-time';
import type { KeptProblem } from '@/lib/api/use-kept-problem';
import { paths } from '@/lib/paths';
import { ProblemDetails } from './problem-details';
import { problemWording } from './problem-wording';
import { StatePanel } from './state-panel';
import { formatCountdown, useRetryCountdown } from './use-retry-countdown';

interface ProblemStateProps extends KeptProblem {
  /** Asks again without a reload. */
  onRetry: () => void;
  className?: string;
}

/**
 * The designed state of a failed question: what happened, what still works, what to do. It is
 * announced when it appears and again when a retry fails; the button keeps the focus meanwhile.
 */
export function ProblemState({
  problem,
  failedAtMs,
  isRetrying,
  onRetry,
  className,
}: ProblemStateProps) {
  const timeZone = usePbxZone();
  const pathname = usePathname();
  const search = useSearchParams();
  const address = `${pathname}${search && search.size > 0 ? `?${search}` : ''}`;
  const wording = problemWording(problem);
  const dueAtMs =
    wording.canRetry && !isRetrying && problem.retryAfterSeconds !== undefined
      ? failedAtMs + problem.retryAfterSeconds * 1000
      : null;
  const secondsLeft = useRetryCountdown(dueAtMs, onRetry);

  return (
    <StatePanel {...(className && { className })}>
      <Notice tone={wording.tone} glyph={wording.glyph} className="-mx-2 -mt-2">
        <span key={failedAtMs} role="alert">
          <strong className="font-semibold">{wording.title}.</strong> {wording.consequence}
        </span>
        {/* Outside of the alert, which would be read out again every second. */}
        {secondsLeft !== null && (
          <span className="tabular-nums"> {formatCountdown(secondsLeft)}</span>
        )}
      </Notice>
      {wording.causes && (
        <>
          <p className="mt-4 text-prose text-ink-2">There are two likely causes:</p>
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
      <div className="mt-5 flex flex-wrap items-center gap-x-3 gap-y-2">
        {wording.canRetry && (
          <Button
            look="primary"
            aria-disabled={isRetrying}
            onClick={() => {
              if (!isRetrying) onRetry();
            }}
          >
            {isRetrying ? 'Trying again' : 'Try now'}
          </Button>
        )}
        {problem.code === 'signed-out' && (
          <a href={paths.signIn(address)} className={buttonClass({ look: 'primary' })}>
            Sign in
          </a>
        )}
        {wording.hasStatus && pathname !== paths.status() && (
          <Link href={paths.status()} className={buttonClass()}>
            Open status
          </Link>
        )}
        <span className="text-ink-2 text-prose tabular-nums">
          Last tried at {formatClock(toZonedIso(failedAtMs, timeZone), timeZone)}.
        </span>
        <span role="status" className="sr-only">
          {isRetrying ? 'Trying again' : ''}
        </span>
      </div>
      <ProblemDetails
        facts={{ ...problem, title: wording.title, failedAtMs, detail: problem.message }}
        className="mt-5 border-line border-t pt-3"
      />
    </StatePanel>
  );
}
