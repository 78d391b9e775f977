import { eq, sql } from 'drizzle-orm';
import { directoryVersionTable } from '@/lib/access/people/people-tables';
import type { Database } from '@/lib/database/database';

/** Marks that people changed, in the transaction that changes them: every process looks once a second. */
export async function bumpDirectoryVersion(transaction: Database): Promise<void> {
  await transaction
    .update(directoryVersionTable)
    .set({ version: sql`${directoryVersionTable.version} + 1` })
    .where(eq(directoryVersionTable.id, 1));
}
