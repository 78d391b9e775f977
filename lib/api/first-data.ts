import { type DehydratedState, dehydrate, type QueryKey } from '@tanstack/react-query';
import type { FirstAnswer } from '@/lib/contract/first-answer';
import { createQueryClient } from './query-client';

/**
 * What a page was sent with, in the form that react-query takes over in the browser: there it owns the
 * answer. Null leaves the question to the browser.
 *
 * @param address Where the API answers the same question.
 */
export function firstData<Value>(
  queryKey: QueryKey,
  address: string,
  answer: FirstAnswer<Value>,
): DehydratedState | null {
  if (answer.status === 'left-to-the-browser') return null;
  const client = createQueryClient();
  if (answer.status === 'answered') client.setQueryData(queryKey, answer.value);
  else {
    client
      .getQueryCache()
      .build(client, { queryKey })
      .setState({
        status: 'error',
        // As plain data: an error would lose its fields on the way. `toApiProblem` makes one of it again.
        error: { ...answer.problem, address } as unknown as Error,
        errorUpdatedAt: answer.failedAtMs,
        errorUpdateCount: 1,
      });
  }
  return dehydrate(client, { shouldDehydrateQuery: () => true });
}
