import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { asc, eq, sql } from 'drizzle-orm';
import type { Database } from '@/lib/database/database';
import { refuse } from './change-directory';
import { requirePerson } from './change-people';
import { bumpVersion } from './live-directory';
import { loadDirectory } from './load-directory';
import { accessTokensTable } from './people-tables';

const BEGINNING = 'lgt_';
const DAY_MS = 86_400_000;
const MOST_DAYS = 366;
const TOKEN = /^lgt_[A-Za-z0-9_-]{43}$/;
/** Writing down each use would cost a write for each request of a script. */
const NOTED_EVERY_MS = 60_000;

/** What is known of a token. The token itself is nowhere. */
export interface AccessToken {
  id: string;
  personId: string;
  name: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/**
 * Makes a token by which scripts read what this person may hear. It is shown now and never again.
 *
 * @throws LegatoError `invalid-request`.
 */
export async function createAccessToken(
  db: Database,
  { username, name, days, now }: { username: string; name: string; days: number; now: Date },
): Promise<{ token: string; id: string; personId: string; expiresAt: Date }> {
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
    refuse(`A token is good for 1 to ${MOST_DAYS} days.`);
  }
  const token = BEGINNING + randomBytes(32).toString('base64url');
  const id = randomUUID();
  const expiresAt = new Date(now.getTime() + days * DAY_MS);
  return db.transaction(async (transaction) => {
    const person = requirePerson(await loadDirectory(transaction), username);
    if (!person.isActive) refuse(`${person.name} is switched off.`);
    await transaction.insert(accessTokensTable).values({
      id,
      personId: person.id,
      name,
      hash: hashOf(token),
      createdAt: now,
      expiresAt,
    });
    return { token, id, personId: person.id, expiresAt };
  });
}

/** The tokens of a person, oldest first. @throws LegatoError `invalid-request`. */
export async function listAccessTokens(db: Database, username: string): Promise<AccessToken[]> {
  const person = requirePerson(await loadDirectory(db), username);
  const rows = await db
    .select()
    .from(accessTokensTable)
    .where(eq(accessTokensTable.personId, person.id))
    .orderBy(asc(accessTokensTable.createdAt), asc(accessTokensTable.id));
  return rows.map(({ hash: _, ...token }) => token);
}

/** Ends a token at once. @throws LegatoError `invalid-request` where there is none. */
export async function revokeAccessToken(db: Database, id: string, now: Date): Promise<AccessToken> {
  return db.transaction(async (transaction) => {
    const [row] = await transaction
      .update(accessTokensTable)
      .set({ revokedAt: sql`coalesce(${accessTokensTable.revokedAt}, ${now.toISOString()})` })
      .where(eq(accessTokensTable.id, id))
      .returning();
    if (!row) return refuse(`There is no token ${id}.`);
    await bumpVersion(transaction);
    const { hash: _, ...token } = row;
    return token;
  });
}

/**
 * Whose token this is; null for one that is unknown, revoked or over. A use is noted once a minute. Whether its person is
 * switched off is the directory's to say.
 */
export async function verifyAccessToken(
  db: Database,
  token: string,
  now: Date,
): Promise<{ id: string; personId: string } | null> {
  if (!TOKEN.test(token)) return null;
  // Found by its hash: how long that takes tells nothing of the token.
  const [row] = await db
    .select()
    .from(accessTokensTable)
    .where(eq(accessTokensTable.hash, hashOf(token)));
  if (!row || row.revokedAt || row.expiresAt <= now) return null;
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() >= NOTED_EVERY_MS) {
    await db
      .update(accessTokensTable)
      .set({ lastUsedAt: now })
      .where(eq(accessTokensTable.id, row.id));
  }
  return { id: row.id, personId: row.personId };
}

/** 256 random bits need no salt and no slow hash. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
