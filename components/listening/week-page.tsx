'use client';

import { useQuery } from '@tanstack/react-query';
import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import Download from 'lucide-react/icons/download';
import Link from 'next/link';
import { ProblemState } from '@/components/states/problem-state';
import { buttonClass } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Skeleton } from '@/components/ui/skeleton';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { daysLater } from '@/components/wording/zoned-time';
import { weekQuery } from '@/lib/api/queries';
import { useKeptProblem } from '@/lib/api/use-kept-problem';
import type { WeekReview } from '@/lib/contract/week-review';
import { paths } from '@/lib/paths';
import { toApiFilters } from './log-filters';
import { LogTabs } from './log-tabs';
import { SignOffPanel, weekWords } from './sign-off-panel';
import { useReview } from './use-review';
import { WeekFindings } from './week-findings';
import { WeekHours } from './week-hours';

interface WeekPageProps {
  /** Its Monday, `yyyy-MM-dd`. */
  monday: string;
  /** The Monday of the week that is under way. */
  thisMonday: string;
}

/** One week of the log, to be looked at and signed off by a recording manager. */
export function WeekPage({ monday, thisMonday }: WeekPageProps) {
  const timeZone = usePbxZone();
  const result = useQuery(weekQuery(monday));
  const failure = useKeptProblem(result, monday);
  const sunday = daysLater(monday, 6);
  const exported = new URLSearchParams(toApiFilters({ from: monday, to: sunday }, timeZone));
  return (
    <div className="week-page">
      <header className="week-head">
        <h1 className="text-page">Listening log</h1>
        <LogTabs current="week" week={monday} />
        <nav aria-label="Week" className="flex items-center gap-1.5">
          <Link
            href={paths.weekReview(daysLater(monday, -7))}
            prefetch={false}
            aria-label="The week before"
            className={buttonClass({ size: 'icon' })}
          >
            <Icon glyph={ChevronLeft} />
          </Link>
          <span className="whitespace-nowrap px-1 font-semibold tabular-nums">
            {weekWords(monday, sunday)}
          </span>
          {monday < thisMonday && (
            <Link
              href={paths.weekReview(daysLater(monday, 7))}
              prefetch={false}
              aria-label="The week after"
              className={buttonClass({ size: 'icon' })}
            >
              <Icon glyph={ChevronRight} />
            </Link>
          )}
        </nav>
        <a
          href={paths.api.logExport('csv', exported)}
          download
          className={`${buttonClass()} ml-auto max-sm:ml-0`}
        >
          <Icon glyph={Download} />
          Download as CSV
        </a>
      </header>
      {failure && (
        <div className="p-4 sm:p-6">
          <ProblemState {...failure} onRetry={() => void result.refetch()} />
        </div>
      )}
      {!failure && !result.data && <WeekSkeleton />}
      {!failure && result.data && <Week key={monday} week={result.data} />}
    </div>
  );
}

function Week({ week }: { week: WeekReview }) {
  const review = useReview(week);
  return (
    <div className="week-body">
      <div className="min-w-0">
        <WeekHours week={week} />
        <WeekFindings week={week} said={review.said} onSay={week.signOff ? null : review.say} />
      </div>
      <SignOffPanel week={week} review={review} />
    </div>
  );
}

const ROWS = ['w-1/2', 'w-2/3', 'w-2/5', 'w-3/5'];

function WeekSkeleton() {
  return (
    <div className="grid gap-4 p-4 sm:p-6">
      <p role="status" className="text-ink-2 text-prose">
        <b className="font-semibold text-ink">Reading</b> the log of this week
      </p>
      <Skeleton className="h-14 w-full" />
      {ROWS.map((width) => (
        <Skeleton key={width} className={`h-3 ${width}`} />
      ))}
    </div>
  );
}
