import type { Actor } from './actor';
import { type Directory, isWithin, type Person, type Team } from './people/directory';
import { isOfSystem } from './people/fold-name';

/** What the decision is made from: whose leg it is, and when it was recorded. */
export interface OwnedLeg {
  leg: number;
  username: string | null;
  /** ISO 8601 with the offset of the PBX's zone: it begins with the day by which teams are judged. */
  startedAt: string;
}

export interface DividedLegs<Leg> {
  /** The actor may hear them, and read all that is known of them. */
  open: readonly Leg[];
  /** Of these the actor learns number, start and duration, and nothing else. */
  restricted: readonly Leg[];
}

/**
 * Decides which legs of one call an actor may hear. It is asked before legs become a call, so that what
 * is restricted reaches no fact, reason or warning. All legs of the call are given at once, because a
 * leg that nobody owns goes with its neighbours.
 */
export type DivideLegs = <Leg extends OwnedLeg>(
  actor: Actor,
  legs: readonly Leg[],
) => Promise<DividedLegs<Leg>>;

/** Why somebody hears a leg. */
export type HearingReason =
  | { because: 'recording-manager' }
  | { because: 'own'; noojeeUsername: string }
  | { because: 'team'; team: Team; member: Person; firstDay: string; lastDay: string | null }
  /** A leg of a system user, which goes with leg number `with` of the same call. */
  | { because: 'shared'; with: number };

export interface HearingRules {
  /** Owners that are not people, folded (fold-name.ts). */
  systemUsers: ReadonlySet<string>;
  /** Whether a system user's leg may be heard by those who may hear another leg of the call. */
  sharesSystemLegs: boolean;
}

/** Judges legs by the people and teams of the moment. */
export interface HearingJudge {
  divideLegs: DivideLegs;
  /** Whether nothing is restricted for this actor: only then may rows be named that belong to no known leg. */
  hearsEverything(actor: Actor): boolean;
  /** For each leg of one call why this person hears it; null where he does not. */
  explain(personId: string, legs: readonly OwnedLeg[]): (HearingReason | null)[];
}

/**
 * The rules of Noojee's roles. A recording manager hears everything. Everybody else hears his own legs, a supervisor
 * also those of the people who were in one of his teams on the day of the leg. Who hears another leg of a call also
 * hears what its system users recorded, unless that is switched off. A leg whose owner nobody knows is the managers'.
 */
export function createHearingJudge(
  directory: () => Directory,
  { systemUsers, sharesSystemLegs }: HearingRules,
): HearingJudge {
  function explainOwned(known: Directory, person: Person, leg: OwnedLeg): HearingReason | null {
    const owner = known.ownerOf(leg.username ?? '');
    if (!owner) return null;
    if (owner.id === person.id) return { because: 'own', noojeeUsername: leg.username ?? '' };
    if (person.role !== 'supervisor') return null;
    const day = leg.startedAt.slice(0, 10);
    const supervision = known.supervisions(person.id, owner.id).find((span) => isWithin(day, span));
    if (!supervision) return null;
    const { team, firstDay, lastDay } = supervision;
    return { because: 'team', team, member: owner, firstDay, lastDay };
  }

  function explain(personId: string, legs: readonly OwnedLeg[]): (HearingReason | null)[] {
    const known = directory();
    const person = known.person(personId);
    if (!person?.isActive) return legs.map(() => null);
    if (person.role === 'recording-manager')
      return legs.map(() => ({ because: 'recording-manager' }));
    const owned = legs.map((leg) =>
      isOfSystem(leg.username, systemUsers) ? null : explainOwned(known, person, leg),
    );
    const first = owned.findIndex((reason) => reason !== null);
    const neighbour = legs[first];
    if (!neighbour || !sharesSystemLegs) return owned;
    return legs.map((leg, index) =>
      isOfSystem(leg.username, systemUsers)
        ? { because: 'shared', with: neighbour.leg }
        : (owned[index] ?? null),
    );
  }

  const hearsEverything = (actor: Actor): boolean => {
    if (actor.kind !== 'person') return actor.kind === 'system';
    const person = directory().person(actor.id);
    return person?.role === 'recording-manager' && person.isActive;
  };

  return {
    async divideLegs(actor, legs) {
      if (hearsEverything(actor)) return { open: [...legs], restricted: [] };
      if (actor.kind !== 'person') return { open: [], restricted: [...legs] };
      const reasons = explain(actor.id, legs);
      return {
        open: legs.filter((_, index) => reasons[index] !== null),
        restricted: legs.filter((_, index) => reasons[index] === null),
      };
    },
    hearsEverything,
    explain,
  };
}
