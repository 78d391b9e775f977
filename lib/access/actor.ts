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

/** Where nobody can sign in there is one person: the one who sits at this machine. */
export const LOCAL_PERSON: PersonActor = {
  kind: 'person',
  id: 'local',
  name: 'local',
  username: 'local',
  role: 'recording-manager',
  by: 'session',
  sessionId: null,
};

/** Who asks where nobody can sign in: whoever reaches Legato. Tests of other things are that person. */
export const identifyActor = async (): Promise<Actor> => LOCAL_PERSON;
