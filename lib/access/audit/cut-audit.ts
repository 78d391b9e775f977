import { and, eq, gte, lte, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '@/lib/database/database';
import { readRows } from '@/lib/database/read-rows';
import { appendRows, draftRow } from './append-rows';
import { auditHeadTable, auditRowsTable } from './audit-tables';
import { dropHeardOf, fillHeard } from './heard-from-chain';

/** Everybody else's writing waits for one cut. */
const MOST_ROWS_A_CUT = 20_000;

export interface CutOptions {
  /** Rows that were written before this moment go, in epoch milliseconds. */
  beforeMs: number;
  now: () => number;
}

/**
 * Removes the rows from the first one on that are older than a moment, and writes down that it did, so that the
 * chain can still be verified: the row of the cut holds the hash of the last row that went. What was heard by them is
 * forgotten as well.
 *
 * @returns How many rows were removed.
 * @throws LegatoError `database-unavailable`: what was cut before that stays cut, and is written down.
 */
export async function cutAudit(db: Database, { beforeMs, now }: CutOptions): Promise<number> {
  let removed = 0;
  while (true) {
    const count = await db.transaction((transaction) => cutOnce(transaction, beforeMs, now()));
    removed += count;
    if (count < MOST_ROWS_A_CUT) return removed;
  }
}

async function cutOnce(db: Database, beforeMs: number, atMs: number): Promise<number> {
  // The lock of whoever writes: nothing is added meanwhile, and two processes do not cut at once.
  await db.select().from(auditHeadTable).where(eq(auditHeadTable.id, 1)).for('update');
  const before = new Date(beforeMs).toISOString();
  const [old] = await readRows(
    db,
    // The first row that stays ends the cut: clocks of several processes differ, the chain has no holes.
    sql`select coalesce(
        (select min(sequence) - 1 from ${auditRowsTable} where ${gte(auditRowsTable.at, before)}),
        (select max(sequence) from ${auditRowsTable})
      ) as through, (select min(sequence) from ${auditRowsTable}) as first`,
    z.object({ through: z.coerce.number(), first: z.coerce.number() }),
  );
  if (!old || old.first === 0 || old.through < old.first) return 0;
  const through = Math.min(old.through, old.first + MOST_ROWS_A_CUT - 1);
  const removed = through - old.first + 1;
  const [last] = await db
    .select({ hash: auditRowsTable.hash })
    .from(auditRowsTable)
    .where(eq(auditRowsTable.sequence, through));
  if (!last) return 0;
  await appendRows(db, [
    draftRow(
      {
        action: 'retention-cut',
        actor: { kind: 'system', name: 'Legato' },
        client: null,
        requestId: null,
        subject: { before, through, hash: last.hash, removed },
      },
      atMs,
    ),
  ]);
  await dropHeardOf(db, { first: old.first, through });
  await db.execute(sql`select set_config('legato.audit_cut', 'on', true)`);
  await db
    .delete(auditRowsTable)
    .where(and(gte(auditRowsTable.sequence, old.first), lte(auditRowsTable.sequence, through)));
  await db.execute(sql`select set_config('legato.audit_cut', 'off', true)`);
  await fillHeard(db);
  return removed;
}
