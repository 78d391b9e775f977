import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { type ApiProblem, toApiProblem } from './api-problem';

/** A failure to show: what, and when it came (epoch milliseconds). */
export interface KeptProblem {
  problem: ApiProblem;
  failedAtMs: number;
  isRetrying: boolean;
}

/**
 * The failure of a query without data, kept while it is asked again: the retry button stays where it
 * is and keeps the focus, and the page does not flash. Null once there is an answer.
 */
export function useKeptProblem(
  result: Pick<
    UseQueryResult<unknown>,
    'data' | 'error' | 'errorUpdatedAt' | 'isFetching' | 'status'
  >,
  key: string,
): KeptProblem | null {
  const [kept, setKept] = useState<{ key: string; error: unknown; failedAtMs: number } | null>(
    null,
  );
  const current =
    result.error === null ? null : { key, error: result.error, failedAtMs: result.errorUpdatedAt };
  if (current && (kept?.error !== current.error || kept.key !== key)) setKept(current);
  if (result.status === 'success') return null;
  const shown = current ?? (kept?.key === key && result.isFetching ? kept : null);
  return (
    shown && {
      problem: toApiProblem(shown.error),
      failedAtMs: shown.failedAtMs,
      isRetrying: result.isFetching,
    }
  );
}
