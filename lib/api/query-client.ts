import { environmentManager, QueryClient } from '@tanstack/react-query';

const FRESH_MS = 60_000;
const KEPT_MS = 10 * 60_000;
/** A failure that is older is asked about again when its page is opened again. */
const FRESH_FAILURE_MS = 5_000;

/**
 * A new client. Nothing is refetched automatically: the PBX carries live calls, so a retry is a button,
 * and going back to an answer from the last minute asks nothing.
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
        // One that came with the page is shown as it is.
        retryOnMount: ({ state }) => Date.now() - state.errorUpdatedAt > FRESH_FAILURE_MS,
        // On the server a timer would keep the request that made the client: there it has none.
        ...(!environmentManager.isServer() && { gcTime: KEPT_MS }),
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
