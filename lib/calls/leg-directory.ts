import type { NoojeeLeg } from '@/lib/noojee/leg';

const MOST_LEGS = 50_000;

/** The legs that the PBX listed lately, so that playing one needs no further question to it. */
export interface LegDirectory {
  remember(legs: readonly NoojeeLeg[]): void;
  /** The known legs of a call; perhaps not all, as the PBX answers a tag with the legs that carry it. */
  legsOf(uniqueId: string): readonly NoojeeLeg[];
}

/**
 * A bounded memory of legs, oldest call out first. An entry never grows stale: a leg's number, record
 * id and start do not change once it is recorded, and whether its audio still exists is asked each time.
 */
export function createLegDirectory(mostLegs = MOST_LEGS): LegDirectory {
  const calls = new Map<string, Map<number, NoojeeLeg>>();
  let count = 0;

  function take(uniqueId: string): Map<number, NoojeeLeg> {
    const legs = calls.get(uniqueId) ?? new Map<number, NoojeeLeg>();
    calls.delete(uniqueId);
    calls.set(uniqueId, legs);
    return legs;
  }

  return {
    remember(listed) {
      // Of a number that is listed twice the first counts, as it does in the call that is shown.
      for (const leg of [...listed].reverse()) {
        const legs = take(leg.uniqueId);
        if (!legs.has(leg.leg)) count += 1;
        legs.set(leg.leg, leg);
      }
      for (const [uniqueId, legs] of calls) {
        if (count <= mostLegs) break;
        calls.delete(uniqueId);
        count -= legs.size;
      }
    },
    legsOf: (uniqueId) => [...(calls.get(uniqueId)?.values() ?? [])],
  };
}
