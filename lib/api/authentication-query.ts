import { queryOptions } from '@tanstack/react-query';
import { paths } from '@/lib/paths';
import { requestJson } from './request-json';

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
