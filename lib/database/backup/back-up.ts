import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '../database';
import { migrationsTable } from '../migrate';
import { readRows } from '../read-rows';
import { readSequences, readTableNames } from '../read-tables';
import {
  BACKUP_FORMAT,
  type BackupHead,
  type BackupWriter,
  createBackupFile,
  type TableHead,
} from './backup-file';

/** Rows that are read at once; with their size, what a backup holds in memory. */
const ROWS_AT_ONCE = 500;

export interface BackupResult {
  tables: number;
  rows: number;
}

/**
 * Writes all tables as they are at one moment into one file, in little memory, while the database is in use.
 * The embedded database has one connection: who else asks waits until the backup is done.
 *
 * @throws LegatoError `database-unavailable` where the database stops answering; then there is no file.
 */
export async function backUp(db: Database, file: string, createdAt: Date): Promise<BackupResult> {
  const writer = await createBackupFile(file);
  try {
    const result = await db.transaction((transaction) => writeAll(transaction, writer, createdAt), {
      isolationLevel: 'repeatable read',
      accessMode: 'read only',
    });
    await writer.finish();
    return result;
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

async function writeAll(
  db: Database,
  writer: BackupWriter,
  createdAt: Date,
): Promise<BackupResult> {
  const migrations = await db
    .select({ name: migrationsTable.name, checksum: migrationsTable.checksum })
    .from(migrationsTable)
    .orderBy(sql`${migrationsTable.name} collate "C"`);
  const head: BackupHead = {
    format: 'legato-backup',
    version: BACKUP_FORMAT,
    createdAt: createdAt.toISOString(),
    migrations,
  };
  await writer.line(JSON.stringify(head));
  const tables = await readTableNames(db);
  let rows = 0;
  for (const table of tables) rows += await writeTable(db, writer, table);
  return { tables: tables.length, rows };
}

const Row = z.object({ row: z.string() });

async function writeTable(db: Database, writer: BackupWriter, table: string): Promise<number> {
  const name = sql.identifier(table);
  const [counted] = await readRows(
    db,
    sql`select count(*)::int as rows from ${name}`,
    z.object({ rows: z.int() }),
  );
  const head: TableHead = {
    table,
    rows: counted?.rows ?? 0,
    sequences: await readCounters(db, table),
  };
  await writer.line(JSON.stringify(head));
  await db.execute(
    sql`declare backup_rows no scroll cursor for select row_to_json(one)::text as row from ${name} as one`,
  );
  let written = 0;
  while (true) {
    const rows = await readRows(db, sql.raw(`fetch ${ROWS_AT_ONCE} from backup_rows`), Row);
    for (const { row } of rows) await writer.line(row);
    written += rows.length;
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await db.execute(sql`close backup_rows`);
  return written;
}

async function readCounters(db: Database, table: string): Promise<Record<string, string>> {
  const counters: Record<string, string> = {};
  for (const { column, sequence } of await readSequences(db, table)) {
    const [state] = await readRows(
      db,
      sql`select last_value::text as last, is_called as "isCalled" from ${sql.identifier(sequence)}`,
      z.object({ last: z.string(), isCalled: z.boolean() }),
    );
    if (state?.isCalled) counters[column] = state.last;
  }
  return counters;
}
