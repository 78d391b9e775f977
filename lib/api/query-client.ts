import { QueryClient } from '@tanstack/react-query';

const FRESH_MS = 60_000;
const KEPT_MS = 10 * 60_000;

/**
 * A new client. Nothing is asked again by itself: the PBX carries live calls, so a retry is a button,
 * and going back to an answer of the last minute asks nothing.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // Being offline is a state that the page shows, not a pause.
        networkMode: 'always',
        staleTime: FRESH_MS,
        gcTime: KEPT_MS,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
