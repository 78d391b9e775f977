import { queryOptions } from '@tanstack/react-query';
import { Call } from '@/lib/contract/call';
import { CallPage, type CallQuery } from '@/lib/contract/search';
import { paths } from '@/lib/paths';
import { requestJson } from './request-json';

/** The calls of a tag, or the call of a unique id, newest first. Fails with ApiProblem. */
export function callsQuery(query: CallQuery) {
  return queryOptions({
    queryKey: ['calls', query],
    queryFn: ({ signal }) => requestJson(CallPage, paths.api.calls(query), { signal }),
  });
}

/** One call with its legs. Fails with ApiProblem, `not-found` included. */
export function callQuery(uniqueId: string) {
  return queryOptions({
    queryKey: ['call', uniqueId],
    queryFn: ({ signal }) => requestJson(Call, paths.api.call(uniqueId), { signal }),
  });
}
