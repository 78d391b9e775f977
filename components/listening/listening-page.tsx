'use client';

import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import Download from 'lucide-react/icons/download';
import Ear from 'lucide-react/icons/ear';
import { useSearchParams } from 'next/navigation';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useIsInView } from '@/components/legs/use-is-in-view';
import { ProblemState } from '@/components/states/problem-state';
import { StatePanel } from '@/components/states/state-panel';
import { Button, buttonClass } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Skeleton } from '@/components/ui/skeleton';
import { formatZone } from '@/components/wording/format-clock';
import { formatCounted } from '@/components/wording/format-count';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { logQuery, sittingsQuery } from '@/lib/api/queries';
import { useKeptProblem } from '@/lib/api/use-kept-problem';
import { paths } from '@/lib/paths';
import { ActList } from './act-list';
import { LogFilterBar } from './log-filter-bar';
import {
  isOfSittings,
  type LogFilters,
  readLogAddress,
  toApiFilters,
  toExportQuery,
} from './log-filters';
import { LogTabs } from './log-tabs';
import { SittingList } from './sitting-list';
import { VerifyLog } from './verify-log';

interface ListeningPageProps {
  role: 'agent' | 'supervisor' | 'recording-manager';
  /** A day of the week before this one, which the review begins with. */
  week: string;
}

/** Who heard which seconds of which leg, as far as one may read it. */
export function ListeningPage({ role, week }: ListeningPageProps) {
  const timeZone = usePbxZone();
  const parameters = useSearchParams();
  const filters = useMemo(() => readLogAddress(parameters ?? new URLSearchParams()), [parameters]);
  const isManager = role === 'recording-manager';
  // The address is the state: back and reload find it.
  const show = (next: LogFilters) => history.pushState(null, '', paths.listening({ ...next }));
  const exported = toExportQuery(filters, timeZone);
  return (
    <>
      <header className="log-head">
        <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
          <h1 className="text-page">Listening log</h1>
          {isManager && <LogTabs current="log" week={week} />}
        </div>
        <p className="log-head-words">{WORDS[role]}</p>
        <div className="log-head-acts">
          <Legend />
          {isManager && <VerifyLog />}
          <a href={paths.api.logExport('csv', exported)} download className={buttonClass()}>
            <Icon glyph={Download} />
            CSV
          </a>
          <a href={paths.api.logExport('jsonl', exported)} download className={buttonClass()}>
            <Icon glyph={Download} />
            JSON lines
          </a>
        </div>
      </header>
      <LogFilterBar filters={filters} onChange={show} hasPeople={role !== 'agent'} />
      {isOfSittings(filters) ? (
        <Sittings filters={filters} onClear={() => show({})} />
      ) : (
        <Acts filters={filters} onClear={() => show({})} />
      )}
    </>
  );
}

const WORDS = {
  'recording-manager':
    'Who heard which seconds of which leg. Entries cannot be changed or deleted.',
  supervisor:
    'What you and your teams heard of legs that are yours to hear. Entries cannot be changed.',
  agent: 'What you have heard. Entries cannot be changed or deleted.',
};

function Legend() {
  return (
    <ul aria-label="Bars" className="log-legend">
      <li>
        <span aria-hidden className="h-2 w-5 rounded-bar bg-heard" /> heard
      </li>
      <li>
        <span aria-hidden className="relative h-2 w-5 rounded-bar bg-heard">
          <span className="absolute inset-x-1 -top-1 h-0.5 bg-heard" />
        </span>{' '}
        more than once
      </li>
      <li>
        <span aria-hidden className="h-2 w-5 rounded-bar border border-line-strong bg-sunken" /> not
        heard
      </li>
    </ul>
  );
}

interface PartProps {
  filters: LogFilters;
  onClear: () => void;
}

function Sittings({ filters, onClear }: PartProps) {
  const timeZone = usePbxZone();
  const asked = useMemo(() => toApiFilters(filters, timeZone), [filters, timeZone]);
  const result = useInfiniteQuery(sittingsQuery(asked));
  const sittings = useMemo(
    () => result.data?.pages.flatMap((page) => page.sittings),
    [result.data],
  );
  const legs =
    sittings?.reduce((sum, one) => sum + one.legs.length + (one.isSaved ? 1 : 0), 0) ?? 0;
  return (
    <Parts result={result} isEmpty={sittings?.length === 0} filters={filters} onClear={onClear}>
      {sittings && (
        <>
          <p role="status" className="log-count">
            <b className="font-semibold text-ink">{formatCounted(legs, 'leg')}</b> in{' '}
            {formatCounted(sittings.length, 'sitting')}
            {result.hasNextPage ? ' so far' : ''}. Times are{' '}
            {formatZone(
              timeZone,
              sittings.map(({ beganAt }) => beganAt),
            )}
            .
          </p>
          <SittingList sittings={sittings} hasMore={result.hasNextPage} />
        </>
      )}
    </Parts>
  );
}

function Acts({ filters, onClear }: PartProps) {
  const timeZone = usePbxZone();
  const asked = useMemo(() => toApiFilters(filters, timeZone), [filters, timeZone]);
  const result = useInfiniteQuery(logQuery(asked));
  const rows = useMemo(() => result.data?.pages.flatMap((page) => page.rows), [result.data]);
  return (
    <Parts result={result} isEmpty={rows?.length === 0} filters={filters} onClear={onClear}>
      {rows && (
        <>
          <p role="status" className="log-count">
            <b className="font-semibold text-ink">{formatCounted(rows.length, 'row')}</b>
            {result.hasNextPage ? ' so far' : ''}. Times are{' '}
            {formatZone(
              timeZone,
              rows.map(({ at }) => at),
            )}
            .
          </p>
          <ActList rows={rows} />
        </>
      )}
    </Parts>
  );
}

type Result = Pick<
  UseInfiniteQueryResult<unknown>,
  | 'data'
  | 'error'
  | 'errorUpdatedAt'
  | 'isFetching'
  | 'status'
  | 'refetch'
  | 'hasNextPage'
  | 'isFetchingNextPage'
  | 'isFetchNextPageError'
  | 'fetchNextPage'
>;

interface PartsProps extends PartProps {
  result: Result;
  isEmpty: boolean;
  children: ReactNode;
}

/** What was read so far, or the state of reading it, and the way to what is older. */
function Parts({ result, isEmpty, filters, onClear, children }: PartsProps) {
  const failure = useKeptProblem(result, JSON.stringify(filters));
  if (failure) {
    return (
      <div className="p-4 sm:p-6">
        <ProblemState {...failure} onRetry={() => void result.refetch()} />
      </div>
    );
  }
  if (!result.data) return <LogSkeleton />;
  if (isEmpty && !result.hasNextPage) return <Nothing filters={filters} onClear={onClear} />;
  return (
    <section aria-label="Log">
      {children}
      {result.hasNextPage && <More result={result} />}
    </section>
  );
}

/** Older rows come as one scrolls towards them; the button is for keys, and after a failure. */
function More({ result }: { result: Result }) {
  const [ref, isInView] = useIsInView();
  const { isFetching, isFetchNextPageError, fetchNextPage } = result;
  const isToAsk = isInView && !isFetching && !isFetchNextPageError;
  // What is in view is known to the browser alone.
  useEffect(() => {
    if (isToAsk) void fetchNextPage();
  }, [isToAsk, fetchNextPage]);
  return (
    <p ref={ref} className="flex items-center gap-3 px-4 py-3 sm:px-6">
      <Button
        size="bar"
        aria-disabled={isFetching}
        onClick={() => !isFetching && void fetchNextPage()}
      >
        {result.isFetchingNextPage ? 'Reading older rows' : 'Older rows'}
      </Button>
      {isFetchNextPageError && <span role="alert">Legato did not answer. Try again.</span>}
    </p>
  );
}

function Nothing({ filters, onClear }: PartProps) {
  const hasFilters = Object.keys(filters).length > 0;
  return (
    <div className="p-4 sm:p-6">
      <StatePanel>
        <h2 className="flex items-center gap-2 text-dialog">
          <Icon glyph={Ear} className="text-ink-2" />
          {hasFilters ? 'Nothing in the log fits these filters' : 'Nobody has listened yet'}
        </h2>
        <p className="mt-2 text-ink-2 text-prose">
          {hasFilters
            ? 'The log has what you may read of it: your own listening, and of others what your role allows.'
            : 'As soon as a leg is played, it stands here with the seconds that were heard.'}
        </p>
        {hasFilters && (
          <Button className="mt-4" onClick={onClear}>
            Remove the filters
          </Button>
        )}
      </StatePanel>
    </div>
  );
}

/** Widths that look like rows, always the same so that nothing moves. */
const ROWS = ['w-3/4', 'w-2/5', 'w-full', 'w-1/3', 'w-3/5', 'w-1/2', 'w-4/5', 'w-1/4'];

function LogSkeleton() {
  return (
    <div>
      <p role="status" className="log-count">
        <b className="font-semibold text-ink">Reading</b> the log
      </p>
      <div
        aria-hidden
        className="border-line-strong border-t bg-surface [mask-image:linear-gradient(#000,transparent)]"
      >
        {ROWS.map((width) => (
          <div key={width} className="log-row log-row-first log-columns">
            <Skeleton className="h-2.5 w-14" />
            <Skeleton className="h-2.5 w-20" />
            <Skeleton className="log-role h-2.5 w-20" />
            <Skeleton className="h-2.5 w-40 max-w-full" />
            <Skeleton className="log-tag h-2.5 w-16" />
            <Skeleton className="h-2.5 w-24" />
            <Skeleton className={`h-2 ${width}`} />
            <Skeleton className="h-2.5 w-14 justify-self-end" />
            <Skeleton className="log-speed h-2.5 w-6" />
          </div>
        ))}
      </div>
    </div>
  );
}
