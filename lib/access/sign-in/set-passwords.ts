import 'server-only';
import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Database } from '@/lib/database/database';
import type { PasswordHashes } from './password-hashes';
import { requireGoodPassword } from './password-rules';
import { accountsTable, sessionsTable } from './sign-in-tables';

/**
 * Gives a person a password, in the caller's transaction, and ends all sessions that there are. For the first
 * set-up and for a recording manager's hand; the person's own change asks for the old one.
 *
 * @param hash What `hashNewPassword` made, before the transaction: hashing takes long.
 */
export async function setPassword(
  transaction: Database,
  personId: string,
  hash: string,
): Promise<void> {
  const updated = await transaction
    .update(accountsTable)
    .set({ password: hash, updatedAt: new Date() })
    .where(and(eq(accountsTable.userId, personId), eq(accountsTable.providerId, 'credential')))
    .returning({ id: accountsTable.id });
  if (updated.length === 0) {
    await transaction.insert(accountsTable).values({
      id: randomUUID(),
      userId: personId,
      providerId: 'credential',
      accountId: personId,
      password: hash,
    });
  }
  await transaction.delete(sessionsTable).where(eq(sessionsTable.userId, personId));
}

/** @throws LegatoError `invalid-request` with the sentence for the person who chose it. */
export async function hashNewPassword(
  passwords: PasswordHashes,
  password: string,
  { username }: { username: string },
): Promise<string> {
  requireGoodPassword(password, { username });
  return await passwords.hash(password);
}
