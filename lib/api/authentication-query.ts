import { queryOptions } from '@tanstack/react-query';
import { Authentication } from '@/lib/contract/status';
import { paths } from '@/lib/paths';
import { requestJson } from './request-json';

/**
 * Asks whether the PBX accepts Legato's key. An old answer is worth nothing here, so every visit
 * asks again. Fails with ApiProblem.
 */
export const authenticationQuery = queryOptions({
  queryKey: ['authentication'],
  queryFn: ({ signal }) =>
    requestJson(Authentication, paths.api.authenticate(), { method: 'POST', signal }),
  staleTime: 0,
  gcTime: 0,
});
