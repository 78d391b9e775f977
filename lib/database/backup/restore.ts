import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '../database';
import { migrate } from '../migrate';
import { MIGRATIONS, type Migration } from '../migrations';
import { readRows } from '../read-rows';
import { readColumns, readSequences, readTableNames } from '../read-tables';
import type { BackupResult } from './back-up';
import {
  BackupFileError,
  BackupHead,
  notWhole,
  parseJson,
  readBackupLines,
  TableHead,
} from './backup-file';

const ROWS_AT_ONCE = 500;
/** A statement takes fewer rows where they are long. */
const MOST_CHARACTERS_AT_ONCE = 4 * 1024 * 1024;

/**
 * Puts a backup into an empty database: its schema as it was then, its rows, and then the migrations that came
 * since. All in one transaction, so that a file that turns out to be cut or changed leaves nothing.
 *
 * @throws BackupFileError where the file is no whole backup, or one of a newer Legato.
 * @throws BackupFileError where the database is not empty.
 */
export async function restore(
  db: Database,
  file: string,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<BackupResult> {
  // Read to its end first: a broken file is refused before the database is touched.
  for await (const _line of readBackupLines(file));
  return db.transaction(async (transaction) => {
    await refuseUnlessEmpty(transaction);
    const lines = readBackupLines(file);
    const head = parseLine(BackupHead, await nextLine(lines, file), file);
    await migrate(transaction, migrationsOf(head, migrations, file));
    const result = await restoreTables(transaction, lines, file);
    await migrate(transaction, migrations);
    return result;
  });
}

async function refuseUnlessEmpty(db: Database): Promise<void> {
  const [found] = await readRows(
    db,
    sql`select count(*)::int as tables from pg_class
      where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')`,
    z.object({ tables: z.int() }),
  );
  if (found?.tables === 0) return;
  throw new BackupFileError(
    'The database is not empty, and a backup is restored into an empty one alone: name a new DATABASE_URL, or a DATA_DIR without a database. Nothing was changed.',
  );
}

/** The migrations that the backup has, with the texts of today. `migrate` judges the texts of those applied later. */
function migrationsOf(head: BackupHead, known: readonly Migration[], file: string): Migration[] {
  return head.migrations.map(({ name }) => {
    const migration = known.find((one) => one.name === name);
    if (migration) return migration;
    throw new BackupFileError(
      `${file} was made by a newer Legato: this one does not know ${name}. Restore it with that version.`,
    );
  });
}

async function restoreTables(
  db: Database,
  lines: AsyncGenerator<string>,
  file: string,
): Promise<BackupResult> {
  const tables = new Set(await readTableNames(db));
  const addConstraints = await dropReferences(db);
  // Migrations may have put first rows into tables: the backup has them too.
  if (tables.size > 0) {
    const all = sql.join(
      [...tables].map((table) => sql.identifier(table)),
      sql`, `,
    );
    for (const table of tables) {
      await db.execute(sql`alter table ${sql.identifier(table)} disable trigger user`);
    }
    await db.execute(sql`truncate ${all}`);
  }
  const result: BackupResult = { tables: 0, rows: 0 };
  for await (const line of lines) {
    const head = parseLine(TableHead, line, file);
    if (!tables.has(head.table)) throw notWhole(file);
    await restoreTable(db, head, lines, file);
    result.tables += 1;
    result.rows += head.rows;
  }
  for (const statement of addConstraints) await db.execute(sql.raw(statement));
  for (const table of tables) {
    await db.execute(sql`alter table ${sql.identifier(table)} enable trigger user`);
  }
  return result;
}

async function restoreTable(
  db: Database,
  { table, rows, sequences }: TableHead,
  lines: AsyncGenerator<string>,
  file: string,
): Promise<void> {
  const columns = await readColumns(db, table);
  const names = sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  );
  const name = sql.identifier(table);
  let batch: string[] = [];
  let characters = 0;
  const insert = async () => {
    if (batch.length === 0) return;
    const json = `[${batch.join(',')}]`;
    await db.execute(
      sql`insert into ${name} (${names}) overriding system value
        select ${names} from json_populate_recordset(null::${name}, ${json}::json)`,
    );
    batch = [];
    characters = 0;
  };
  for (let read = 0; read < rows; read += 1) {
    const line = await nextLine(lines, file);
    batch.push(line);
    characters += line.length;
    if (batch.length >= ROWS_AT_ONCE || characters >= MOST_CHARACTERS_AT_ONCE) await insert();
  }
  await insert();
  for (const { column, sequence } of await readSequences(db, table)) {
    const last = sequences[column];
    if (last !== undefined)
      await db.execute(sql`select setval(quote_ident(${sequence})::regclass, ${last}::bigint)`);
  }
}

/**
 * Takes the foreign keys away, so that tables may come in any order and rows may refer to later ones.
 *
 * @returns Statements that put them back, which check every row.
 */
async function dropReferences(db: Database): Promise<string[]> {
  const references = await readRows(
    db,
    sql`select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
        format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as add
      from pg_constraint
      where contype = 'f' and connamespace = current_schema()::regnamespace and conparentid = 0`,
    z.object({ drop: z.string(), add: z.string() }),
  );
  for (const { drop } of references) await db.execute(sql.raw(drop));
  return references.map(({ add }) => add);
}

async function nextLine(lines: AsyncGenerator<string>, file: string): Promise<string> {
  const { done, value } = await lines.next();
  if (done) throw notWhole(file);
  return value;
}

function parseLine<T>(schema: z.ZodType<T>, line: string, file: string): T {
  const parsed = schema.safeParse(parseJson(line));
  if (!parsed.success) throw notWhole(file);
  return parsed.data;
}
