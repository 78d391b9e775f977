import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { Call } from '@/lib/contract/call';
import { HeardOfCall, HeardOfCalls } from '@/lib/contract/heard';
import { LogPage, LogPeople } from '@/lib/contract/listening-log';
import { CallPage, type CallQuery } from '@/lib/contract/search';
import { SittingPage } from '@/lib/contract/sittings';
import { Authentication } from '@/lib/contract/status';
import { WeekReview } from '@/lib/contract/week-review';
import { paths } from '@/lib/paths';
import { requestJson } from './request-json';

/**
 * A search's answer may hold thousands of calls, and all of them come from one place. The first shows
 * whether that is Legato; checking each in full would hold the page up for longer than drawing them.
 */
const FoundCalls = z.extend(CallPage, {
  calls: z
    .array(z.custom<Call>(isObject))
    .check(z.refine(([first]) => !first || Call.safeParse(first).success)),
});

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** The calls of a tag, or the call of a unique id, newest first. Fails with ApiProblem. */
export function callsQuery(query: CallQuery) {
  return queryOptions({
    queryKey: ['calls', query],
    async queryFn({ client, queryKey, signal }) {
      const first = await requestJson(FoundCalls, firstCallsAddress(query), { signal });
      if (first.nextCursor === undefined) return first;
      // Rows can be looked at while the rest comes; those of an earlier answer stay until then.
      if (client.getQueryData(queryKey) === undefined) client.setQueryData(queryKey, first);
      const address = paths.api.calls(query, { cursor: first.nextCursor });
      const rest = await requestJson(FoundCalls, address, { signal });
      return { ...rest, calls: [...first.calls, ...rest.calls] };
    },
  });
}

/** More than a screen has rows, so that thousands of calls are no reason to wait for the first of them. */
const FIRST_CALLS = 100;

/** Where the first part of a search is asked for. */
export const firstCallsAddress = (query: CallQuery): string =>
  paths.api.calls(query, { limit: FIRST_CALLS });

/** One call with its legs. Fails with ApiProblem, `not-found` included. */
export function callQuery(uniqueId: string) {
  return queryOptions({
    queryKey: ['call', uniqueId],
    queryFn: ({ signal }) => requestJson(Call, paths.api.call(uniqueId), { signal }),
  });
}

/**
 * A call as a search of this page found it; undefined where none did. A search by tag may not list all of
 * its legs, so it is good to begin with and has to be asked for all the same.
 */
export function foundCall(client: QueryClient, uniqueId: string): Call | undefined {
  for (const [, page] of client.getQueriesData<CallPage>({ queryKey: ['calls'] })) {
    const call = page?.calls.find((one) => one.uniqueId === uniqueId);
    if (call) return call;
  }
  return undefined;
}

/** Which seconds of a call one has heard. Fails with ApiProblem. */
export function heardQuery(uniqueId: string) {
  return queryOptions({
    queryKey: ['heard', uniqueId],
    queryFn: ({ signal }) => requestJson(HeardOfCall, paths.api.heard(uniqueId), { signal }),
    // What is heard meanwhile is known to the page itself. What came with it is not asked again, and who opens the call
    // again later asks.
    staleTime: 5_000,
    gcTime: 0,
  });
}

/** What is known already of what one has heard of a call: it came with the page, or with the rows of a search. */
export function foundHeard(
  client: QueryClient,
  uniqueId: string,
): HeardOfCalls['calls'][number] | HeardOfCall | undefined {
  const ofCall = client.getQueryData(heardQuery(uniqueId).queryKey);
  if (ofCall) return ofCall;
  for (const [, page] of client.getQueriesData<HeardOfCalls>({ queryKey: ['heard-of-calls'] })) {
    const call = page?.calls.find((one) => one.uniqueId === uniqueId);
    if (call) return call;
  }
  return undefined;
}

/** Who heard what, newest first, in parts. Fails with ApiProblem. */
export function sittingsQuery(filters: Readonly<Record<string, string>>) {
  return infiniteQueryOptions({
    queryKey: ['sittings', filters],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ ...filters, ...(pageParam && { cursor: pageParam }) });
      return requestJson(SittingPage, paths.api.sittings(query), { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: 0,
  });
}

/** What was done, newest first, in parts. Fails with ApiProblem. */
export function logQuery(filters: Readonly<Record<string, string>>) {
  return infiniteQueryOptions({
    queryKey: ['log', filters],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ ...filters, ...(pageParam && { cursor: pageParam }) });
      return requestJson(LogPage, paths.api.log(query), { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: 0,
  });
}

/** Whose listening one may ask for. Fails with ApiProblem. */
export const logPeopleQuery = queryOptions({
  queryKey: ['log-people'],
  queryFn: ({ signal }) => requestJson(LogPeople, paths.api.logPeople(), { signal }),
});

/** A week of the log, as its reviewer looks at it. Fails with ApiProblem. */
export function weekQuery(day: string) {
  return queryOptions({
    queryKey: ['week', day],
    queryFn: ({ signal }) => requestJson(WeekReview, paths.api.week(day), { signal }),
  });
}

/** Which seconds of several calls one has heard. Fails with ApiProblem. */
export function heardOfCallsQuery(uniqueIds: readonly string[]) {
  return queryOptions({
    queryKey: ['heard-of-calls', uniqueIds],
    queryFn: async ({ signal }) => {
      const answers = await Promise.all(
        inAddresses(uniqueIds).map((some) =>
          requestJson(HeardOfCalls, paths.api.heardOfCalls(some), { signal }),
        ),
      );
      return { calls: answers.flatMap(({ calls }) => calls) };
    },
    // Whoever comes back from a call has heard more of it.
    staleTime: 0,
  });
}

/** Long ids stand in several addresses: servers take about 8 KB of one. */
const MOST_IN_ADDRESS = 7_600;
function inAddresses(uniqueIds: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (const uniqueId of uniqueIds) {
    const last = parts.at(-1);
    const isFit = last && paths.api.heardOfCalls([...last, uniqueId]).length <= MOST_IN_ADDRESS;
    if (isFit) last.push(uniqueId);
    else parts.push([uniqueId]);
  }
  return parts;
}

/** For as long as it takes until the code of a page is here that was sent with it, on a slow line. */
const FRESH_CHECK_MS = 10_000;

/**
 * Asks whether the PBX accepts Legato's key. An old answer is worth little here, so a visit asks again.
 * Fails with ApiProblem.
 */
export const authenticationQuery = queryOptions({
  queryKey: ['authentication'],
  queryFn: ({ signal }) =>
    requestJson(Authentication, paths.api.authenticate(), { method: 'POST', signal }),
  staleTime: FRESH_CHECK_MS,
  gcTime: 0,
});
