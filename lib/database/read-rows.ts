import type { SQL } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from './database';

const rowsOf = z.object({ rows: z.array(z.unknown()) });

/**
 * The rows of a statement that is written by hand, judged by a schema. Numbers larger than 2^31 come as text, and so
 * do times and dates.
 */
export async function readRows<T>(db: Database, query: SQL, schema: z.ZodType<T>): Promise<T[]> {
  const { rows } = rowsOf.parse(await db.execute(query));
  return z.array(schema).parse(rows);
}
