import { createHash } from 'node:crypto';
import type { Database } from '@/lib/database/database';
import { LegatoError } from '@/lib/errors';
import type { PersonActor } from './actor';
import { verifyAccessToken } from './people/access-tokens';
import type { Directory } from './people/directory';

const KEPT_MS = 1_000;
const MOST_KEPT = 1_000;

/** Finds the person behind a token of an `Authorization` header. */
export type FindBearer = (authorization: string) => Promise<PersonActor>;

/**
 * Who bears a token. What the database said is believed for a second, so that the ranges of a leg do not each ask
 * it; who was switched off is nobody as soon as the directory says so.
 *
 * @returns A function that throws LegatoError `signed-out` for what is no good token (RFC 6750).
 */
export function createBearerFinder(
  db: Database,
  directory: () => Directory,
  now: () => number,
): FindBearer {
  const kept = new Map<string, { personId: Promise<string | null>; untilMs: number }>();

  function ask(token: string): Promise<string | null> {
    // The token itself is not kept in memory for longer than its question.
    const key = createHash('sha256').update(token).digest('base64');
    const known = kept.get(key);
    if (known && now() < known.untilMs) return known.personId;
    const personId = verifyAccessToken(db, token, new Date(now())).then(
      (found) => found?.personId ?? null,
    );
    kept.delete(key);
    kept.set(key, { personId, untilMs: now() + KEPT_MS });
    personId.catch(() => kept.delete(key));
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    return personId;
  }

  return async (authorization) => {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const personId = token === undefined ? null : await ask(token);
    const person = personId === null ? undefined : directory().person(personId);
    if (!person?.isActive) {
      throw new LegatoError(
        'signed-out',
        'This token is not known, has been revoked or is over. Ask for a new one.',
      );
    }
    const { id, name, username, role } = person;
    return { kind: 'person', id, name, username, role, by: 'token', sessionId: null };
  };
}
