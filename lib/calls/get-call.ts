import type { Actor } from '@/lib/access/actor';
import type { Call } from '@/lib/contract/call';
import { LegatoError } from '@/lib/errors';
import type { CallRoom } from './call-room';
import { searchCalls } from './search-calls';

/**
 * One call with all its legs. What of the PBX's reply could not be read is told as a warning of
 * the call.
 *
 * @throws LegatoError `not-found` when the PBX knows no leg of it; NoojeeError when it fails.
 */
export async function getCall(
  room: CallRoom,
  actor: Actor,
  uniqueId: string,
  signal?: AbortSignal,
): Promise<Call> {
  const { calls, warnings } = await searchCalls(room, actor, { uniqueId }, signal);
  const call = calls[0];
  if (call) return { ...call, warnings: [...call.warnings, ...warnings] };
  if (warnings[0]) {
    throw new LegatoError(
      'pbx-bad-reply',
      `The PBX lists legs of call ${uniqueId}, and none of them can be read. ${warnings[0].message}`,
    );
  }
  throw new LegatoError(
    'not-found',
    `The PBX knows no recorded call with the unique id ${uniqueId}. A call that is still going on cannot be found yet.`,
  );
}
