import type { Actor } from './actor';

/** What the decision is made from: whose leg it is, and when it was recorded. */
export interface OwnedLeg {
  leg: number;
  username: string | null;
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

/** Everybody who is somebody hears everything, until people sign in and have roles. */
export const divideLegs: DivideLegs = async (actor, legs) =>
  hearsEverything(actor)
    ? { open: [...legs], restricted: [] }
    : { open: [], restricted: [...legs] };

/** Whether nothing is restricted for this actor: only then may rows be named that belong to no known leg. */
export const hearsEverything = (actor: Actor): boolean => actor.kind !== 'nobody';
