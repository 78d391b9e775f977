import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { LegatoError } from '@/lib/errors';
import type { Database } from './database';
import { MIGRATIONS, type Migration } from './migrations';

export const migrationsTable = pgTable('legato_migrations', {
  name: text().primaryKey(),
  /** SHA-256 of the text, without regard to line ends. */
  checksum: text().notNull(),
  appliedAt: timestamp('applied_at', { withTimezone: true }).notNull().defaultNow(),
});

/** Any number that no other program takes in this database: "legato" in letters of a telephone. */
const LOCK = 534_286;

/**
 * Brings the tables up to date: applies those migrations that are not recorded, each in a transaction of its own,
 * and under a lock, so that any number of processes may do it at once and as often as they like.
 *
 * @returns The names of those that were applied now.
 * @throws LegatoError `database-unavailable`, and nothing is changed, where the database is newer than this
 * Legato, or where the text of a migration is not that which was applied.
 */
export async function migrate(
  db: Database,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<string[]> {
  await db.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
    await transaction.execute(
      sql.raw(`create table if not exists legato_migrations (
        name text primary key,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`),
    );
    judge(await readApplied(transaction), migrations);
  });
  const applied: string[] = [];
  for (const migration of migrations) {
    if (await applyOne(db, migration)) applied.push(migration.name);
  }
  return applied;
}

/** Whether it was not there yet. Another process may have been faster. */
const applyOne = (db: Database, { name, sql: statements }: Migration): Promise<boolean> =>
  db.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
    if ((await readApplied(transaction)).has(name)) return false;
    await transaction.execute(sql.raw(statements));
    await transaction.insert(migrationsTable).values({ name, checksum: checksumOf(statements) });
    return true;
  });

/** Names and checksums. */
async function readApplied(db: Database): Promise<Map<string, string>> {
  const rows = await db.select().from(migrationsTable);
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

function judge(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map(({ name }) => name));
  const newer = [...applied.keys()].filter((name) => !known.has(name));
  if (newer.length > 0) {
    throw new LegatoError(
      'database-unavailable',
      `The database was made by a newer Legato: this one does not know ${newer.join(', ')}. Start that version again, or restore a backup of this one.`,
    );
  }
  for (const { name, sql: statements } of migrations) {
    const checksum = applied.get(name);
    if (checksum === undefined || checksum === checksumOf(statements)) continue;
    throw new LegatoError(
      'database-unavailable',
      `The migration ${name} is not the one that was applied to the database: its text was changed. Put the file back as it was, and write a new migration for what is to change.`,
    );
  }
}

const checksumOf = (statements: string): string =>
  createHash('sha256').update(statements.replaceAll('\r\n', '\n')).digest('hex');
