import type { Leg } from '@/lib/contract/call';

/** Which colour and stave marks an owner gets: `system`, or 1 to 6 by order of appearance. */
export type OwnerColour = 'system' | 1 | 2 | 3 | 4 | 5 | 6;

const CYCLE: readonly OwnerColour[] = [1, 2, 3, 4, 5, 6];

/** The part of a leg that decides its owner's colour. */
type OwnedLeg = Pick<Leg, 'username' | 'isSystemUser'>;

/**
 * Gives every owner of a call its colour, in order of first appearance. The system user takes no
 * number; from the seventh owner on colours repeat, so the name must be shown beside it.
 */
export function ownerColours(legs: readonly OwnedLeg[]): ReadonlyMap<string, OwnerColour> {
  const colours = new Map<string, OwnerColour>();
  let people = 0;
  for (const { username, isSystemUser } of legs) {
    if (username === null || colours.has(username)) continue;
    if (isSystemUser) {
      colours.set(username, 'system');
    } else {
      colours.set(username, CYCLE[people % CYCLE.length] ?? 1);
      people += 1;
    }
  }
  return colours;
}

/** The class that sets `--owner` and `--stave`; an unknown owner looks like the system. */
export function ownerClass(colour: OwnerColour | undefined): string {
  return `owner-${colour ?? 'system'}`;
}
