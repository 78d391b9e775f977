import type { Actor } from '@/lib/access/actor';
import type { Call } from '@/lib/contract/call';
import { LegatoError } from '@/lib/errors';
import { searchCalls } from './search-calls';
import type { Services } from './services';

/**
 * One call with all its legs. Rows of the PBX's reply that cannot be read are warnings of the call.
 *
 * @throws LegatoError `not-found` when the PBX knows no leg of it that the actor may hear; NoojeeError
 *   when the PBX fails.
 */
export async function getCall(
  services: Services,
  actor: Actor,
  uniqueId: string,
  signal?: AbortSignal,
): Promise<Call> {
  const { calls, warnings } = await searchCalls(services, actor, { uniqueId }, signal);
  const call = calls[0];
  if (call) return { ...call, warnings: [...call.warnings, ...warnings] };
  if (warnings[0]) {
    throw new LegatoError(
      'pbx-bad-reply',
      `The PBX lists legs of this call, and none of them can be read. ${warnings[0].message}`,
    );
  }
  throw new LegatoError(
    'not-found',
    `The PBX knows no recorded call with the unique id ${uniqueId}. A call that is still going on cannot be found yet.`,
  );
}
