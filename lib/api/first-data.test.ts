import { hydrate, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { toApiProblem } from './api-problem';
import { firstData } from './first-data';
import { callsQuery } from './queries';
import { createQueryClient } from './query-client';

const query = callsQuery({ tag: 'INV-20418' });
const ADDRESS = '/api/calls?tag=INV-20418';
/** What a page shows at first of what it was sent with, which goes through text on the way. */
function shownBy(sent: unknown) {
  const client = createQueryClient();
  hydrate(client, JSON.parse(JSON.stringify(sent)));
  const observer = new QueryObserver(client, query);
  const leave = observer.subscribe(() => {});
  const result = observer.getCurrentResult();
  leave();
  return result;
}

test('what a page was sent with is not asked for again', () => {
  const value = { calls: [], freshness: { source: 'pbx', askedAt: '' }, warnings: [] };
  const sent = firstData(query.queryKey, ADDRESS, { status: 'answered', value });
  expect(shownBy(sent)).toMatchObject({ status: 'success', data: value, fetchStatus: 'idle' });
});

test('a failure that a page was sent with is shown as it came, and asked about again later', () => {
  const problem = {
    type: 'urn:legato:problem:pbx-busy',
    title: 'The PBX is busy',
    status: 503,
    detail: 'The PBX asks for a pause.',
    code: 'pbx-busy' as const,
    retryAfterSeconds: 20,
    requestId: 'r-1',
  };
  const shown = (failedAtMs: number) =>
    shownBy(firstData(query.queryKey, ADDRESS, { status: 'failed', problem, failedAtMs }));
  const now = shown(Date.now());
  expect(now).toMatchObject({ status: 'error', fetchStatus: 'idle' });
  expect(toApiProblem(now.error)).toMatchObject({
    ...{ code: 'pbx-busy', status: 503, retryAfterSeconds: 20, requestId: 'r-1', address: ADDRESS },
    message: 'The PBX asks for a pause.',
  });
  expect(shown(Date.now() - 60_000).fetchStatus).toBe('fetching');
});

test('an answer that is left to the browser is asked for there', () => {
  expect(firstData(query.queryKey, ADDRESS, { status: 'left-to-the-browser' })).toBeNull();
});
