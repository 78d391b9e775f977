import 'server-only';
import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Database } from '@/lib/database/database';
import { auditRowsTable } from '../audit/audit-tables';
import type { AccessToken } from '../people/access-tokens';
import type { Person } from '../people/directory';
import { accessTokensTable, peopleTable } from '../people/people-tables';
import { accountSubject } from '../sign-in/sign-in-attempts';
import { accountsTable, sessionsTable, signInAttemptsTable } from '../sign-in/sign-in-tables';

/** What there is to know of a person beside who he is. Moments are epoch milliseconds. */
export interface PersonFacts {
  lastSeenMs: number | null;
  switchedOffMs: number | null;
  lockedUntilMs: number | null;
  hasSecondFactor: boolean;
  hasPassword: boolean;
  sessions: number;
  tokens: number;
}

/** Facts of everybody by id: a few queries, however many people there are. */
export async function readPersonFacts(
  db: Database,
  people: readonly Person[],
  nowMs: number,
): Promise<ReadonlyMap<string, PersonFacts>> {
  const now = new Date(nowMs);
  const rows = await db
    .select({ id: peopleTable.id, hasSecondFactor: peopleTable.twoFactorEnabled })
    .from(peopleTable);
  const passwords = await db
    .select({ id: accountsTable.userId })
    .from(accountsTable)
    .where(eq(accountsTable.providerId, 'credential'));
  const sessions = await db
    .select({ id: sessionsTable.userId, seenAt: sessionsTable.lastSeenAt })
    .from(sessionsTable)
    .where(gt(sessionsTable.expiresAt, now));
  const tokens = await db
    .select({ id: accessTokensTable.personId })
    .from(accessTokensTable)
    .where(and(isNull(accessTokensTable.revokedAt), gt(accessTokensTable.expiresAt, now)));
  const signIns = await db
    .select({ id: auditRowsTable.actorId, atMs: latestMs })
    .from(auditRowsTable)
    .where(eq(auditRowsTable.action, 'signed-in'))
    .groupBy(auditRowsTable.actorId);
  const switches = await db
    .select({ id: changedId, atMs: latestMs })
    .from(auditRowsTable)
    .where(
      and(
        eq(auditRowsTable.action, 'person-changed'),
        sql`${auditRowsTable.subject} -> 'before' ->> 'isActive' = 'true'`,
        sql`${auditRowsTable.subject} -> 'after' ->> 'isActive' = 'false'`,
      ),
    )
    .groupBy(changedId);
  const locks = await db
    .select({ subject: signInAttemptsTable.subject, until: signInAttemptsTable.blockedUntil })
    .from(signInAttemptsTable)
    .where(gt(signInAttemptsTable.blockedUntil, now));

  const secondFactors = new Map(rows.map((row) => [row.id, row.hasSecondFactor]));
  const withPassword = new Set(passwords.map(({ id }) => id));
  const signedIn = new Map(signIns.map(({ id, atMs }) => [id, Number(atMs)]));
  const switchedOff = new Map(switches.map(({ id, atMs }) => [id, Number(atMs)]));
  const lockedUntil = new Map(locks.map(({ subject, until }) => [subject, until]));
  return new Map(
    people.map(({ id, username, isActive }) => {
      const own = sessions.filter((session) => session.id === id);
      const seen = [...own.map(({ seenAt }) => seenAt.getTime()), signedIn.get(id) ?? 0];
      return [
        id,
        {
          lastSeenMs: Math.max(...seen) || null,
          switchedOffMs: isActive ? null : (switchedOff.get(id) ?? null),
          lockedUntilMs: lockedUntil.get(accountSubject(username))?.getTime() ?? null,
          hasSecondFactor: secondFactors.get(id) ?? false,
          hasPassword: withPassword.has(id),
          sessions: own.length,
          tokens: tokens.filter((token) => token.id === id).length,
        },
      ];
    }),
  );
}

const latestMs = sql<string>`floor(extract(epoch from max(${auditRowsTable.at})) * 1000)`;
const changedId = sql<string>`${auditRowsTable.subject} -> 'after' ->> 'id'`;

/** The tokens of everybody, oldest first. */
export async function readAllTokens(db: Database): Promise<AccessToken[]> {
  const rows = await db
    .select()
    .from(accessTokensTable)
    .orderBy(asc(accessTokensTable.createdAt), asc(accessTokensTable.id));
  return rows.map(({ hash: _, ...token }) => token);
}
