import { mutationOptions } from '@tanstack/react-query';
import { Authentication } from '@/lib/contract/status';
import { paths } from '@/lib/paths';
import { requestJson } from './request-json';

/** Asks whether the PBX accepts Legato's key, for `useMutation`. Fails with ApiProblem. */
export const authenticate = mutationOptions({
  mutationKey: ['authenticate'],
  mutationFn: () => requestJson(Authentication, paths.api.authenticate(), { method: 'POST' }),
});
