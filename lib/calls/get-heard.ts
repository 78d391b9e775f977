import type { Actor } from '@/lib/access/actor';
import type { HeardOfLeg } from '@/lib/access/audit/create-listening';
import type { HeardOfCall } from '@/lib/contract/heard';
import type { Intervals } from '@/lib/contract/intervals';
import { findOpenLegs } from './open-recording';
import type { Services } from './services';

/**
 * Which seconds of the legs that an actor may hear he has heard, and who else has, as far as he may know that.
 *
 * @throws LegatoError `not-found` when he may hear no leg of the call, `database-unavailable`; NoojeeError when the
 *   PBX fails.
 */
export async function getHeard(
  services: Services,
  actor: Actor,
  uniqueId: string,
  signal?: AbortSignal,
): Promise<HeardOfCall> {
  const { access, rules } = services;
  const legs = await findOpenLegs(services, actor, uniqueId, null, signal, {
    knownWillDo: true,
  });
  const ownId = actor.kind === 'person' ? actor.id : null;
  const mayReadOthers = actor.kind !== 'person' || actor.role !== 'agent';
  const rows = (await access.listening?.heardInCall(uniqueId, mayReadOthers ? null : ownId)) ?? [];
  const mayRead = ({ personId, lastAt }: HeardOfLeg) =>
    access.mayReadListening(actor, personId, rules.zonedIso(lastAt.getTime()).slice(0, 10));
  return {
    legs: legs.map(({ leg, durationSeconds }) => {
      const ofLeg = rows.filter((row) => row.leg === leg);
      const own = ofLeg.find(({ personId }) => personId === ownId);
      return {
        leg,
        durationSeconds,
        heard: copy(own?.heard ?? []),
        by: ofLeg
          .filter((row) => row !== own && mayRead(row))
          .map(({ personId, personName, heard, lastAt }) => ({
            personId,
            name: personName,
            heard: copy(heard),
            lastAt: lastAt.toISOString(),
          })),
      };
    }),
  };
}

const copy = (intervals: Intervals) => intervals.map(([from, to]): [number, number] => [from, to]);
