'use client';

import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { ProblemState } from '@/components/states/problem-state';
import { callQuery } from '@/lib/api/call-queries';
import { useKeptProblem } from '@/lib/api/use-kept-problem';
import { CallNotFound } from './call-not-found';
import { CallSkeleton } from './call-skeleton';

const loadView = () => import('./call-view');
const CallView = lazy(async () => ({ default: (await loadView()).CallView }));

/** Asks for one call and shows it, or the state in which the question stands. */
export function CallPage({ uniqueId }: { uniqueId: string }) {
  const result = useQuery(callQuery(uniqueId));
  const failure = useKeptProblem(result, uniqueId);
  const retry = () => void result.refetch();

  // The player and the timeline come while the PBX thinks, not after.
  useEffect(() => void loadView(), []);

  if (failure?.problem.code === 'not-found') {
    return <CallNotFound uniqueId={uniqueId} {...failure} onRetry={retry} />;
  }
  if (failure) {
    return (
      <div className="flex flex-col gap-4 px-4 py-8 sm:px-6">
        <h1 className="text-page [overflow-wrap:anywhere]">
          Call <span className="text-id">{uniqueId}</span>
        </h1>
        <ProblemState {...failure} onRetry={retry} />
      </div>
    );
  }
  if (!result.data) return <CallSkeleton uniqueId={uniqueId} />;
  return (
    <Suspense fallback={<CallSkeleton uniqueId={uniqueId} />}>
      <CallView key={result.data.uniqueId} call={result.data} />
    </Suspense>
  );
}
