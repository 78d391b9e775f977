import 'server-only';
import { and, desc, eq, gt, inArray, lte, ne, or, sql } from 'drizzle-orm';
import type { Role } from '@/lib/access/people/directory';
import { bumpVersion } from '@/lib/access/people/live-directory';
import { peopleTable } from '@/lib/access/people/people-tables';
import type { Timers } from '@/lib/concurrency/with-deadline';
import type { Database } from '@/lib/database/database';
import { hashSecret } from './hash-secret';
import { accountsTable, sessionsTable } from './sign-in-tables';

/** Somebody whose session is good at this moment. */
export interface SignedIn {
  sessionId: string;
  personId: string;
  name: string;
  username: string;
  role: Role;
  hasSecondFactor: boolean;
  /** Whether he can sign in by a password; who cannot came from the provider. */
  hasPassword: boolean;
}

export interface Session {
  id: string;
  startedAt: Date;
  lastSeenAt: Date;
  address: string | null;
  userAgent: string | null;
}

export interface Sessions {
  /** Whose session a token is of; null where it is of none, ended, idle too long, or of who is switched off. */
  find(token: string): Promise<SignedIn | null>;
  /** The sessions of a person, the one used last first. */
  list(personId: string): Promise<Session[]>;
  /** Ends one session of a person. False where he has no such session. */
  end(personId: string, sessionId: string): Promise<boolean>;
  /** Ends all sessions of a person, but one. */
  endAll(personId: string, options?: { except?: string }): Promise<number>;
  /**
   * Calls once when a session is over, whoever ended it: at once when it was this process, else within two
   * seconds. Returns what takes the listener away.
   */
  onEnded(sessionId: string, listener: () => void): () => void;
  /** Looks now, because sessions were ended past this module: nothing known counts any longer. */
  look(): Promise<void>;
  /** Removes what is over. */
  clear(): Promise<void>;
  close(): void;
}

export interface SessionOptions {
  db: Database;
  now: () => number;
  timers: Pick<Timers, 'every'>;
  /** After so long without a request a session is over. */
  idleMs: number;
}

/** Ranges of one recording come faster than this: they cost one query a second. */
const TRUSTED_MS = 1_000;
const LOOK_EVERY_MS = 1_000;
/** A write for each request would cost more than what is asked. */
const NOTED_EVERY_MS = 60_000;
const MOST_REMEMBERED = 10_000;
/** While the database does not answer nobody is cut off; after so many looks everybody is. */
const MOST_MISSED_LOOKS = 30;

interface Remembered {
  askedAtMs: number;
  answer: Promise<SignedIn | null>;
}

export function createSessions({ db, now, timers, idleMs }: SessionOptions): Sessions {
  /** By token, for a second or two. */
  const remembered = new Map<string, Remembered>();
  const listeners = new Map<string, Set<() => void>>();
  let missedLooks = 0;
  let isLooking = false;

  const isGood = () =>
    and(
      gt(sessionsTable.expiresAt, new Date(now())),
      gt(sessionsTable.lastSeenAt, new Date(now() - idleMs)),
      eq(peopleTable.isActive, true),
    );

  async function ask(hash: string): Promise<SignedIn | null> {
    const [row] = await db
      .select({
        sessionId: sessionsTable.id,
        lastSeenAt: sessionsTable.lastSeenAt,
        personId: peopleTable.id,
        name: peopleTable.name,
        username: peopleTable.username,
        role: peopleTable.role,
        hasSecondFactor: peopleTable.twoFactorEnabled,
        hasPassword: sql<boolean>`exists (select 1 from ${accountsTable}
          where ${accountsTable.userId} = ${peopleTable.id} and ${accountsTable.providerId} = 'credential')`,
      })
      .from(sessionsTable)
      .innerJoin(peopleTable, eq(peopleTable.id, sessionsTable.userId))
      .where(and(eq(sessionsTable.token, hash), isGood()));
    if (!row) return null;
    const { lastSeenAt, ...signedIn } = row;
    if (now() - lastSeenAt.getTime() >= NOTED_EVERY_MS) {
      await db
        .update(sessionsTable)
        .set({ lastSeenAt: new Date(now()) })
        .where(eq(sessionsTable.id, row.sessionId));
    }
    return signedIn;
  }

  function over(sessionId: string): void {
    const told = listeners.get(sessionId);
    listeners.delete(sessionId);
    for (const listener of told ?? []) listener();
  }

  function forget(sessionIds: readonly string[]): void {
    // Who a token belongs to is not known without asking: all are asked for again.
    remembered.clear();
    for (const id of sessionIds) over(id);
  }

  async function look(): Promise<void> {
    for (const [token, { askedAtMs }] of remembered) {
      if (now() - askedAtMs >= TRUSTED_MS) remembered.delete(token);
    }
    if (listeners.size === 0) return;
    const watched = [...listeners.keys()];
    try {
      const good = await db
        .select({ id: sessionsTable.id })
        .from(sessionsTable)
        .innerJoin(peopleTable, eq(peopleTable.id, sessionsTable.userId))
        .where(and(sql`${sessionsTable.id} = any(${sql.param(watched)}::text[])`, isGood()));
      missedLooks = 0;
      const goodIds = new Set(good.map(({ id }) => id));
      for (const id of watched) if (!goodIds.has(id)) over(id);
    } catch {
      missedLooks += 1;
      if (missedLooks >= MOST_MISSED_LOOKS) forget(watched);
    }
  }

  async function endWhere(condition: ReturnType<typeof and>): Promise<number> {
    const ended = await db.transaction(async (transaction) => {
      const rows = await transaction
        .delete(sessionsTable)
        .where(condition)
        .returning({ id: sessionsTable.id });
      if (rows.length > 0) await bumpVersion(transaction);
      return rows.map(({ id }) => id);
    });
    forget(ended);
    return ended.length;
  }

  const stop = timers.every(LOOK_EVERY_MS, () => {
    if (isLooking) return;
    isLooking = true;
    void look().finally(() => {
      isLooking = false;
    });
  });

  return {
    find(token) {
      const known = remembered.get(token);
      if (known && now() - known.askedAtMs < TRUSTED_MS) return known.answer;
      const answer = ask(hashSecret(token));
      if (remembered.size < MOST_REMEMBERED) {
        remembered.set(token, { askedAtMs: now(), answer });
        answer.catch(() => remembered.delete(token));
      }
      return answer;
    },
    list: (personId) =>
      db
        .select({
          id: sessionsTable.id,
          startedAt: sessionsTable.createdAt,
          lastSeenAt: sessionsTable.lastSeenAt,
          address: sessionsTable.ipAddress,
          userAgent: sessionsTable.userAgent,
        })
        .from(sessionsTable)
        .innerJoin(peopleTable, eq(peopleTable.id, sessionsTable.userId))
        .where(and(eq(sessionsTable.userId, personId), isGood()))
        .orderBy(desc(sessionsTable.lastSeenAt), desc(sessionsTable.id)),
    end: async (personId, sessionId) =>
      (await endWhere(and(eq(sessionsTable.id, sessionId), eq(sessionsTable.userId, personId)))) >
      0,
    endAll: (personId, { except } = {}) =>
      endWhere(
        and(
          eq(sessionsTable.userId, personId),
          except === undefined ? undefined : ne(sessionsTable.id, except),
        ),
      ),
    onEnded(sessionId, listener) {
      const ofSession = listeners.get(sessionId) ?? new Set();
      ofSession.add(listener);
      listeners.set(sessionId, ofSession);
      return () => {
        ofSession.delete(listener);
        if (ofSession.size === 0 && listeners.get(sessionId) === ofSession) {
          listeners.delete(sessionId);
        }
      };
    },
    async look() {
      remembered.clear();
      await look();
    },
    async clear() {
      const over = await db
        .select({ id: sessionsTable.id })
        .from(sessionsTable)
        .where(
          or(
            lte(sessionsTable.expiresAt, new Date(now())),
            lte(sessionsTable.lastSeenAt, new Date(now() - idleMs)),
          ),
        )
        .limit(500);
      if (over.length === 0) return;
      await db.delete(sessionsTable).where(
        inArray(
          sessionsTable.id,
          over.map(({ id }) => id),
        ),
      );
    },
    close: stop,
  };
}
