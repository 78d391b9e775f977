import { LegatoError } from '@/lib/errors';
import type { Actor } from './actor';

/** Everything that an actor can be allowed to do. Each route names the one that it takes. */
export const RIGHTS = [
  'find-calls',
  'hear-legs',
  'save-legs',
  'check-pbx',
  'check-health',
  'read-contract',
] as const;
export type Right = (typeof RIGHTS)[number];

/** The one table of who may do what. Which legs a person hears is decided in hearable-legs.ts. */
const MAY: Readonly<Record<Actor['kind'], ReadonlySet<Right>>> = {
  person: new Set(RIGHTS),
  system: new Set(RIGHTS),
  // A load balancer signs in nowhere: all it learns is that Legato runs.
  nobody: new Set(['check-health']),
};

export const may = (actor: Actor, right: Right): boolean => MAY[actor.kind].has(right);

/** @throws LegatoError `forbidden` when the actor does not have the right. */
export function requireRight(actor: Actor, right: Right): void {
  if (may(actor, right)) return;
  throw new LegatoError('forbidden', 'You may not do this. Ask your administrator for the right.');
}
