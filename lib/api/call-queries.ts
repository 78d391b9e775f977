import { queryOptions } from '@tanstack/react-query';
import type { CallQuery } from '@/lib/contract/search';
import { paths } from '@/lib/paths';
import { requestJson } from './request-json';

const loadCallPage = async () => (await import('@/lib/contract/search')).CallPage;
const loadCall = async () => (await import('@/lib/contract/call')).Call;

/** The calls of a tag, or the call of a unique id, newest first. Fails with ApiProblem. */
export function callsQuery(query: CallQuery) {
  return queryOptions({
    queryKey: ['calls', query],
    queryFn: ({ signal }) => requestJson(loadCallPage, paths.api.calls(query), { signal }),
  });
}

/** One call with its legs. Fails with ApiProblem, `not-found` included. */
export function callQuery(uniqueId: string) {
  return queryOptions({
    queryKey: ['call', uniqueId],
    queryFn: ({ signal }) => requestJson(loadCall, paths.api.call(uniqueId), { signal }),
  });
}
