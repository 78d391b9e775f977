import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from './database';
import { readRows } from './read-rows';

/** The tables of Legato by name, without that of the migrations, which a restore writes itself. */
export async function readTableNames(db: Database): Promise<string[]> {
  const rows = await readRows(
    db,
    sql`select c.relname as name from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      order by c.relname`,
    z.object({ name: z.string() }),
  );
  return rows.map(({ name }) => name).filter((name) => name !== 'legato_migrations');
}

/** The columns of a table that can be written, in their order. */
export async function readColumns(db: Database, table: string): Promise<string[]> {
  const rows = await readRows(
    db,
    sql`select attname as name from pg_attribute
      where attrelid = quote_ident(${table})::regclass and attnum > 0 and not attisdropped and attgenerated = ''
      order by attnum`,
    z.object({ name: z.string() }),
  );
  return rows.map(({ name }) => name);
}

/** The counters that belong to columns of a table: column, and name of the sequence. */
export function readSequences(db: Database, table: string) {
  return readRows(
    db,
    sql`select a.attname as column, s.relname as sequence
      from pg_depend d
      join pg_class s on s.oid = d.objid and s.relkind = 'S'
      join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
      where d.classid = 'pg_class'::regclass and d.refobjid = quote_ident(${table})::regclass
        and d.deptype in ('a', 'i')
      order by a.attname`,
    z.object({ column: z.string(), sequence: z.string() }),
  );
}
