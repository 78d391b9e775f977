import { LegatoError } from '@/lib/errors';
import type { Actor } from './actor';
import type { Role } from './people/directory';

/** Everything that an actor can be allowed to do. Each route names the one that it takes. */
export const RIGHTS = [
  'find-calls',
  'hear-legs',
  'save-legs',
  'read-listening',
  'check-pbx',
  'manage-people',
  'review-rights',
  'verify-audit',
  'review-listening',
  'check-health',
  'sign-in',
  'read-contract',
] as const;
export type Right = (typeof RIGHTS)[number];

/** Which legs, and whose listening, is decided for each leg by hearable-legs.ts: these are the doors. */
const EVERYBODY = [
  'find-calls',
  'hear-legs',
  'save-legs',
  'read-listening',
  'check-health',
  'sign-in',
  'read-contract',
] as const satisfies readonly Right[];

/** The one table of who may do what. */
const MAY: Readonly<Record<Role | 'system' | 'nobody', ReadonlySet<Right>>> = {
  agent: new Set(EVERYBODY),
  supervisor: new Set(EVERYBODY),
  'recording-manager': new Set(RIGHTS),
  system: new Set(RIGHTS),
  // A load balancer signs in nowhere: all it learns is that Legato runs. Who signs in is nobody before.
  nobody: new Set(['check-health', 'sign-in']),
};

export const may = (actor: Actor, right: Right): boolean =>
  MAY[actor.kind === 'person' ? actor.role : actor.kind].has(right);

/** @throws LegatoError `forbidden` when the actor does not have the right; `signed-out` when he is nobody. */
export function requireRight(actor: Actor, right: Right): void {
  if (may(actor, right)) return;
  if (actor.kind === 'nobody') {
    throw new LegatoError('signed-out', 'Sign in first. A script sends a personal access token.');
  }
  throw new LegatoError('forbidden', 'You may not do this. Ask your administrator for the right.');
}

/** A token is for scripts that read. @throws LegatoError `forbidden` (RFC 9110, section 9.2.1). */
export function requireReading(actor: Actor, method: string): void {
  if (actor.kind !== 'person' || actor.by !== 'token') return;
  if (method === 'GET' || method === 'HEAD') return;
  throw new LegatoError('forbidden', 'A token only reads: sign in to change something.');
}
