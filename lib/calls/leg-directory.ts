import type { NoojeeLeg } from '@/lib/noojee/leg';

const MOST_LEGS = 50_000;

/** The legs that were told lately, so that playing one needs no further question to the PBX. */
export interface LegDirectory {
  remember(legs: readonly NoojeeLeg[]): void;
  find(uniqueId: string, leg: number): NoojeeLeg | undefined;
}

/**
 * A bounded memory of legs, oldest out first. An entry never grows stale: a leg's number, record id
 * and start do not change once it is recorded, and whether its audio still exists is asked anew.
 */
export function createLegDirectory(mostLegs = MOST_LEGS): LegDirectory {
  const legs = new Map<string, NoojeeLeg>();
  const keyOf = (uniqueId: string, leg: number) => `${leg}/${uniqueId}`;
  return {
    remember(told) {
      // Of a number that was told twice the first counts, as it does in the call that is shown.
      for (const leg of [...told].reverse()) {
        const key = keyOf(leg.uniqueId, leg.leg);
        legs.delete(key);
        legs.set(key, leg);
      }
      for (const key of legs.keys()) {
        if (legs.size <= mostLegs) break;
        legs.delete(key);
      }
    },
    find: (uniqueId, leg) => legs.get(keyOf(uniqueId, leg)),
  };
}
