'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import SearchX from 'lucide-react/icons/search-x';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { ProblemState } from '@/components/states/problem-state';
import { problemWording } from '@/components/states/problem-wording';
import { StatePanel } from '@/components/states/state-panel';
import { Button, buttonClass } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Icon } from '@/components/ui/icon';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { formatClock, formatMoment } from '@/components/wording/format-clock';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { toZonedIso } from '@/components/wording/zoned-time';
import type { ApiProblemCode } from '@/lib/api/api-problem';
import { callQuery, foundCall } from '@/lib/api/queries';
import { type KeptProblem, useKeptProblem } from '@/lib/api/use-kept-problem';
import { uniqueIdEpochSeconds } from '@/lib/contract/unique-id';
import { visibleText } from '@/lib/contract/visible-text';
import { paths } from '@/lib/paths';
import { CallView } from './call-view';

/** After these the call is not shown any more, even where it is known from before. */
const TAKES_THE_CALL: ReadonlySet<ApiProblemCode> = new Set<ApiProblemCode>([
  'forbidden',
  'invalid-request',
  'not-found',
  'signed-out',
]);

interface CallPageProps {
  uniqueId: string;
  /** The server has not sent this page, so its title is set here. */
  isOpenedHere?: boolean;
}

/**
 * One call, or the state of loading it. What is known from a search is shown at once and refreshed behind;
 * a refresh that fails leaves it where it is.
 */
export function CallPage({ uniqueId, isOpenedHere = false }: CallPageProps) {
  const client = useQueryClient();
  const [found] = useState(() => foundCall(client, uniqueId));
  const result = useQuery(callQuery(uniqueId));
  const failure = useKeptProblem(result, uniqueId);
  const retry = () => void result.refetch();
  const known = result.data ?? found;
  // The title belongs to the document.
  useEffect(() => {
    if (isOpenedHere) document.title = `Call ${visibleText(uniqueId)} · Legato`;
  }, [isOpenedHere, uniqueId]);
  const call = failure && TAKES_THE_CALL.has(failure.problem.code) ? undefined : known;

  if (call) {
    return (
      <CallView key={uniqueId} call={call} isOpenedHere={isOpenedHere}>
        {failure && <NotRefreshed {...failure} onRetry={retry} />}
      </CallView>
    );
  }
  if (failure?.problem.code === 'not-found') {
    return <CallNotFound uniqueId={uniqueId} {...failure} onRetry={retry} />;
  }
  if (failure) {
    return (
      <div className="flex flex-col gap-4 px-4 py-8 sm:px-6">
        <h1 className="text-page [overflow-wrap:anywhere]">
          Call <bdi className="text-id">{visibleText(uniqueId)}</bdi>
        </h1>
        <ProblemState {...failure} onRetry={retry} />
      </div>
    );
  }
  return <CallSkeleton uniqueId={uniqueId} />;
}

interface NotRefreshedProps extends KeptProblem {
  onRetry: () => void;
}

/** The call on this page is an earlier answer, because the PBX does not give a new one. */
function NotRefreshed({ problem, failedAtMs, isRetrying, onRetry }: NotRefreshedProps) {
  const timeZone = usePbxZone();
  const { tone, glyph, title } = problemWording(problem);
  return (
    <div className="border-line border-b bg-surface px-4 py-2 sm:px-6">
      <Notice tone={tone} glyph={glyph}>
        <span key={failedAtMs} role="alert">
          <strong className="font-semibold">{title}.</strong> This is the call as it was found
          before. Last tried at {formatClock(toZonedIso(failedAtMs, timeZone), timeZone)}.
        </span>{' '}
        <Button size="bar" aria-disabled={isRetrying} onClick={() => !isRetrying && onRetry()}>
          {isRetrying ? 'Trying again' : 'Try now'}
        </Button>
      </Notice>
    </div>
  );
}

interface CallNotFoundProps extends KeptProblem {
  uniqueId: string;
  onRetry: () => void;
}

/** The PBX has no call with this id: what was asked, when, and what to do next. */
function CallNotFound({ uniqueId, failedAtMs, isRetrying, onRetry }: CallNotFoundProps) {
  const timeZone = usePbxZone();
  const epochSeconds = uniqueIdEpochSeconds(uniqueId);
  return (
    <div className="px-4 py-8 sm:px-6">
      <StatePanel>
        <div role="alert" key={failedAtMs}>
          <h1 className="flex items-start gap-2.5 text-dialog [overflow-wrap:anywhere]">
            <Icon glyph={SearchX} className="mt-1" />
            <span>
              No call has the unique id <bdi className="text-id">{visibleText(uniqueId)}</bdi>
            </span>
          </h1>
        </div>
        <dl className="leg-facts mt-4">
          <dt>Asked the PBX</dt>
          <dd>at {formatClock(toZonedIso(failedAtMs, timeZone), timeZone)}</dd>
          {epochSeconds !== null && (
            <>
              <dt>Began, by its id</dt>
              <dd>{formatMoment(toZonedIso(epochSeconds * 1000, timeZone), timeZone)}</dd>
            </>
          )}
        </dl>
        <p className="mt-4 text-ink-2 text-prose">
          A call still in progress cannot be found yet. If the id came from a link, part of it may
          be missing. Searching by tag needs no id.
        </p>
        <div className="mt-5 flex flex-wrap items-center gap-3">
          <Link href={paths.home()} className={buttonClass({ look: 'primary' })}>
            Search for a call
          </Link>
          <Button aria-disabled={isRetrying} onClick={() => !isRetrying && onRetry()}>
            {isRetrying ? 'Trying again' : 'Try again'}
          </Button>
          <CopyButton text={uniqueId} label="Copy unique id" />
        </div>
      </StatePanel>
    </div>
  );
}

const ROWS = ['w-24', 'w-20', 'w-28', 'w-16'];

/** The layout of the call page while the call loads. */
function CallSkeleton({ uniqueId }: { uniqueId: string }) {
  return (
    <div aria-busy="true" className="call-page">
      <p role="status" className="sr-only">
        Loading call {visibleText(uniqueId)}
      </p>
      <div className="flex flex-col gap-3 border-line border-b bg-surface px-4 pt-4 pb-3.5 sm:px-6">
        <Skeleton className="h-6 w-90 max-w-full" />
        <div className="flex gap-6">
          <Skeleton className="h-3.5 w-52" />
          <Skeleton className="h-3.5 w-40 max-sm:hidden" />
          <Skeleton className="h-3.5 w-36 max-sm:hidden" />
        </div>
      </div>
      <div className="border-line border-b bg-surface px-4 pt-16 pb-4 sm:px-6">
        <div className="flex h-[5.25rem] gap-0.5">
          <Skeleton className="h-full w-1/6" />
          <Skeleton className="h-full flex-1" />
          <Skeleton className="h-full w-1/4" />
        </div>
      </div>
      <div className="transport">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="size-12 justify-self-center rounded-full" />
        <Skeleton className="h-7 w-52 justify-self-end max-sm:hidden" />
      </div>
      <div className="flex flex-col px-4 pt-10 sm:px-6">
        {ROWS.map((width) => (
          <div key={width} className="flex h-11.5 items-center gap-6 border-line border-b">
            <Skeleton className="size-7 rounded-full" />
            <Skeleton className={`h-3.5 ${width}`} />
            <Skeleton className="h-3.5 w-28" />
            <Skeleton className="h-1 flex-1 max-sm:hidden" />
          </div>
        ))}
      </div>
    </div>
  );
}
