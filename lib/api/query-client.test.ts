import { QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { authenticationQuery, callQuery } from './queries';
import { createQueryClient } from './query-client';

afterEach(() => vi.useRealTimers());

test('a client made on the server leaves no timer that would keep its request', () => {
  vi.useFakeTimers();
  const client = createQueryClient();
  // What a page does while it is rendered: it looks at a query and never subscribes to it.
  new QueryObserver(client, callQuery('1392271611.238')).getCurrentResult();
  new QueryObserver(client, authenticationQuery).getCurrentResult();
  expect(client.getQueryCache().getAll()).toHaveLength(2);

  vi.advanceTimersByTime(1);
  expect(vi.getTimerCount()).toBe(0);
});
