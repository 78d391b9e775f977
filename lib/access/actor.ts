import { LegatoError } from '@/lib/errors';
import type { Role } from './people/directory';

/** Somebody who signed in, or a script with a token of his. */
export interface PersonActor {
  kind: 'person';
  id: string;
  name: string;
  /** What he signs in with. */
  username: string;
  role: Role;
  /** A token only reads. */
  by: 'session' | 'token';
  sessionId: string | null;
}

/** Who asks. `nobody` is somebody who was not identified, and `system` is Legato itself. */
export type Actor = PersonActor | { kind: 'system'; name: string } | { kind: 'nobody' };

export const NOBODY: Actor = { kind: 'nobody' };

/** What of a request says who sent it. */
export interface RequestHead {
  /** The value of a header by its lower-case name; null where it is not there. */
  header(name: string): string | null;
}

/** Until people can sign in there is one person: the one who sits at this machine. */
export const LOCAL_PERSON: PersonActor = {
  kind: 'person',
  id: 'local',
  name: 'local',
  username: 'local',
  role: 'recording-manager',
  by: 'session',
  sessionId: null,
};

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The person behind a request: pages, API and audio all ask here.
 *
 * A page of another site can make a browser resolve its own name to 127.0.0.1 (DNS rebinding) and
 * then read what only this machine may read; its `Host` gives it away.
 *
 * @throws LegatoError `forbidden` when the host is not a loopback name.
 */
export async function identifyActor(request: RequestHead): Promise<Actor> {
  requireLoopbackHost(request);
  return LOCAL_PERSON;
}

/** @throws LegatoError `forbidden` when the host is not a loopback name. */
export function requireLoopbackHost({ header }: RequestHead): void {
  const name = (header('host') ?? '').replace(/:\d+$/, '').toLowerCase();
  if (LOOPBACK_HOSTS.has(name)) return;
  throw new LegatoError(
    'forbidden',
    'Legato has no sign-in yet and answers only to this machine. Open it at http://localhost or http://127.0.0.1, through an SSH tunnel from elsewhere.',
  );
}
