import type { Actor } from '@/lib/access/actor';
import type { HeardOfLeg } from '@/lib/access/audit/create-listening';
import type { HeardOfCall, HeardOfCalls } from '@/lib/contract/heard';
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
  const isGiven = (await access.playbackReasons?.isGiven(actor, uniqueId)) ?? true;
  return {
    needsReason: !isGiven,
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

/**
 * What an actor has heard of several calls, himself: nothing is said of calls or legs beyond that.
 *
 * @throws LegatoError `database-unavailable`.
 */
export async function getHeardOfCalls(
  { access }: Pick<Services, 'access'>,
  actor: Actor,
  uniqueIds: readonly string[],
): Promise<HeardOfCalls> {
  const rows =
    actor.kind === 'person'
      ? ((await access.listening?.heardInCalls(uniqueIds, actor.id)) ?? [])
      : [];
  const calls = new Map<string, HeardOfCalls['calls'][number]>();
  for (const { uniqueId, leg, heard } of rows) {
    const call = calls.get(uniqueId) ?? { uniqueId, legs: [] };
    calls.set(uniqueId, call);
    call.legs.push({ leg, heard: copy(heard) });
  }
  return { calls: [...calls.values()] };
}

const copy = (intervals: Intervals) => intervals.map(([from, to]): [number, number] => [from, to]);
