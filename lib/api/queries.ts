import { queryOptions } from '@tanstack/react-query';
import type { CallQuery } from '@/lib/contract/search';
import type { Marks, Peaks } from '@/lib/contract/waveform';
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

const loadAuthentication = async () => (await import('@/lib/contract/status')).Authentication;

/**
 * Asks whether the PBX accepts Legato's key. An old answer is worth nothing here, so every visit
 * asks again. Fails with ApiProblem.
 */
export const authenticationQuery = queryOptions({
  queryKey: ['authentication'],
  queryFn: ({ signal }) =>
    requestJson(loadAuthentication, paths.api.authenticate(), { method: 'POST', signal }),
  staleTime: 0,
  gcTime: 0,
});

const loadPeaks = async () => (await import('@/lib/contract/waveform')).Peaks;
const loadMarks = async () => (await import('@/lib/contract/waveform')).Marks;

/**
 * The waveform of a leg. While the leg is arriving the server answers after a short wait with what it
 * has (`arrival: 'arriving'`): ask again. The PBX keeps sending while someone asks. Throws ApiProblem.
 */
export function fetchPeaks(uniqueId: string, leg: number, signal: AbortSignal): Promise<Peaks> {
  return requestJson(loadPeaks, paths.api.peaks(uniqueId, leg), { signal });
}

/** What is heard where in a leg; `arrival` as above. Throws ApiProblem. */
export function fetchMarks(uniqueId: string, leg: number, signal: AbortSignal): Promise<Marks> {
  return requestJson(loadMarks, paths.api.marks(uniqueId, leg), { signal });
}
