import 'server-only';
import { randomBytes, randomUUID } from 'node:crypto';
import { and, eq, gt, lte, sql } from 'drizzle-orm';
import { bumpVersion } from '@/lib/access/people/live-directory';
import { peopleTable } from '@/lib/access/people/people-tables';
import type { SetUpBody } from '@/lib/contract/sign-in';
import type { Database } from '@/lib/database/database';
import { LegatoError } from '@/lib/errors';
import { hashSecret } from './hash-secret';
import type { PasswordHashes } from './password-hashes';
import { hashNewPassword, setPassword } from './set-passwords';
import { setUpCodesTable } from './sign-in-tables';

const HOUR_MS = 3_600_000;
/** Two set-ups at once are one after the other: the second finds a recording manager. */
const SET_UP_LOCK = 0x1e6a70;

/** Whether nobody can let anybody in: no recording manager who is not switched off. */
export async function needsSetUp(db: Database): Promise<boolean> {
  const [manager] = await db
    .select({ id: peopleTable.id })
    .from(peopleTable)
    .where(and(eq(peopleTable.role, 'recording-manager'), eq(peopleTable.isActive, true)))
    .limit(1);
  return !manager;
}

/**
 * Makes the code of a set-up link, good for an hour and one use; an older one is no longer good. Null where
 * there is a recording manager.
 */
export async function makeSetUpCode(db: Database, now: number): Promise<string | null> {
  if (!(await needsSetUp(db))) return null;
  const code = randomBytes(32).toString('base64url');
  await db.transaction(async (transaction) => {
    await transaction.delete(setUpCodesTable);
    await transaction
      .insert(setUpCodesTable)
      .values({ codeHash: hashSecret(code), expiresAt: new Date(now + HOUR_MS) });
  });
  return code;
}

/**
 * The address to open. The code stands behind a hash sign: no browser sends that, so it reaches no log.
 *
 * @param origin Legato's address, without a slash at its end.
 */
export const setUpLink = (origin: string, code: string): string =>
  `${origin}/sign-in/set-up#code=${code}`;

/**
 * Makes the first recording manager, and uses the code up.
 *
 * @throws LegatoError `invalid-request` for a bad name or password, the code stays good; `sign-in-refused` for
 * a code that is used, too old or none.
 */
export async function setUp(
  db: Database,
  passwords: PasswordHashes,
  asked: SetUpBody,
  now: number,
): Promise<void> {
  const name = asked.name.trim();
  const username = asked.username.trim().toLowerCase();
  if (!/^[^\s@/\\]+(@[^\s@/\\]+)?$/.test(username) || name === '') {
    throw new LegatoError('invalid-request', 'A user name has no spaces, and a name is not empty.');
  }
  const isCode = and(
    eq(setUpCodesTable.codeHash, hashSecret(asked.code)),
    gt(setUpCodesTable.expiresAt, new Date(now)),
  );
  const [waiting] = await db.select().from(setUpCodesTable).where(isCode);
  // Before the hash is made: whoever has no code makes no work.
  if (!waiting) refuseCode();
  const hash = await hashNewPassword(passwords, asked.password, { username });
  await db.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${SET_UP_LOCK})`);
    const used = await transaction.delete(setUpCodesTable).where(isCode).returning();
    if (used.length === 0 || !(await needsSetUp(transaction))) refuseCode();
    const id = randomUUID();
    const [taken] = await transaction
      .select({ id: peopleTable.id })
      .from(peopleTable)
      .where(eq(peopleTable.username, username));
    if (taken) {
      throw new LegatoError('invalid-request', 'This user name is taken. Choose another.');
    }
    await transaction.insert(peopleTable).values({
      id,
      name,
      username,
      email: username.includes('@')
        ? username
        : `${encodeURIComponent(username).toLowerCase()}@people.invalid`,
      role: 'recording-manager',
    });
    await setPassword(transaction, id, hash);
    await bumpVersion(transaction);
  });
}

/** Removes codes that are over. */
export async function clearSetUpCodes(db: Database, now: number): Promise<void> {
  await db.delete(setUpCodesTable).where(lte(setUpCodesTable.expiresAt, new Date(now)));
}

function refuseCode(): never {
  throw new LegatoError(
    'sign-in-refused',
    'This set-up link is no longer good. Restart Legato: it prints another where nobody is set up.',
  );
}
