import type { Actor } from '@/lib/access/actor';
import type { Authentication } from '@/lib/contract/status';
import type { CallRoom } from './call-room';

/**
 * Asks whether the PBX accepts our key, by which generation, and how far its clock is from ours.
 *
 * @throws NoojeeError when it does not, or does not answer.
 */
export async function checkPbx(
  room: Pick<CallRoom, 'noojee'>,
  _actor: Actor,
  signal?: AbortSignal,
): Promise<Authentication> {
  return { ok: true, ...(await room.noojee.authenticate(signal)) };
}
