import type { Actor } from '@/lib/access/actor';
import type { Listener } from '@/lib/access/audit/create-listening';
import { LegatoError } from '@/lib/errors';
import { findOpenLegs } from './open-recording';
import type { Services } from './services';

/**
 * Writes down why somebody is about to hear a call. Where reasons are not asked for, nothing happens.
 *
 * @throws LegatoError `not-found` when he may hear no leg of the call, `database-unavailable`; NoojeeError when the PBX
 *   fails.
 */
export async function giveReason(
  services: Services,
  who: Listener & { actor: Actor },
  uniqueId: string,
  reason: string,
  signal?: AbortSignal,
): Promise<void> {
  await findOpenLegs(services, who.actor, uniqueId, null, signal, { knownWillDo: true });
  await services.access.playbackReasons?.give(who, uniqueId, reason);
}

/**
 * Null at once where sound may be given: no reason is asked for, or it is known that one was given.
 *
 * @throws LegatoError `reason-required`, `database-unavailable`.
 */
export function requireReason(
  { access }: Pick<Services, 'access'>,
  actor: Actor,
  uniqueId: string,
): Promise<void> | null {
  const given = access.playbackReasons?.isGiven(actor, uniqueId) ?? true;
  if (given === true) return null;
  return Promise.resolve(given).then((isGiven) => {
    if (!isGiven) {
      throw new LegatoError(
        'reason-required',
        'Say first why you listen to this call: its page asks for it, and it is good for a day.',
      );
    }
  });
}
