import { and, asc, gt, lte, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '@/lib/database/database';
import { readRows } from '@/lib/database/read-rows';
import type { AuditHead } from './append-rows';
import { AUDIT_SUBJECTS } from './audit-event';
import { AUDIT_ROW_COLUMNS, AuditRow, GENESIS_HASH, hashRow } from './audit-row';
import { auditHeadTable, auditRowsTable } from './audit-tables';

/**
 * How a row is wrong: its content is not what its hash says (`hash`), it does not follow the row before (`link`),
 * it is not there (`gap`), rows before it were removed and no retention cut says so (`cut`), the end of the chain is
 * not where it must be (`head`).
 */
export type BrokenHow = 'hash' | 'link' | 'gap' | 'cut' | 'head';

export type Verification =
  | { isWhole: true; rows: number; first: number; head: AuditHead }
  | { isWhole: false; rows: number; sequence: number; how: BrokenHow; sentence: string };

export interface VerifyOptions {
  /** Trusts what comes before this row. */
  from?: number;
  /** An end of the chain that was noted elsewhere, such as in the log: it must still be in the chain. */
  notedHead?: { sequence: number | null; hash: string };
}

const ROWS_AT_ONCE = 900;

/** How many rows have been read, and how many there are. */
export interface VerifiedSoFar {
  rows: number;
  of: number;
}

/**
 * Reads the chain from its first row to its end, in little memory and while others write, and says which row is the
 * first that is wrong.
 *
 * @throws LegatoError `database-unavailable`.
 */
export async function verifyChain(
  db: Database,
  options: VerifyOptions = {},
): Promise<Verification> {
  const steps = verifyInSteps(db, options);
  while (true) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}

/** The same, some hundred rows at a time: whoever takes no more steps ends it. */
export async function* verifyInSteps(
  db: Database,
  options: VerifyOptions = {},
): AsyncGenerator<VerifiedSoFar, Verification> {
  while (true) {
    const before = await readEnds(db);
    const found = yield* verifyTo(db, before, options);
    if (found.isWhole) return found;
    // A retention cut that ran meanwhile took rows away while they were read.
    if ((await readEnds(db)).first === before.first) return found;
  }
}

interface Ends {
  first: number;
  last: number;
  head: AuditHead;
}

/** Both ends of the rows, and the head, as they are at one moment. */
async function readEnds(db: Database): Promise<Ends> {
  const number = z.coerce.number();
  const [ends] = await readRows(
    db,
    sql`select head.sequence, head.hash,
        (select coalesce(min(sequence), 0) from ${auditRowsTable}) as first,
        (select coalesce(max(sequence), 0) from ${auditRowsTable}) as last
      from (select 1) as one left join ${auditHeadTable} as head on head.id = 1`,
    z.object({ first: number, last: number, sequence: number, hash: z.string().nullable() }),
  );
  const { first = 0, last = 0, sequence = 0, hash = null } = ends ?? {};
  return { first, last, head: { sequence, hash: hash ?? '' } };
}

async function* verifyTo(
  db: Database,
  { first, last, head }: Ends,
  { from = first, notedHead }: VerifyOptions,
): AsyncGenerator<VerifiedSoFar, Verification> {
  let rows = 0;
  let end: AuditHead = { sequence: Math.max(from, 1) - 1, hash: GENESIS_HASH };
  /** Rows are missing before the first, and a retention cut must say so. */
  let missing: { through: number; hash: string } | null = null;
  let isNotedFound = false;
  const broken = (sequence: number, how: BrokenHow, sentence: string): Verification => ({
    isWhole: false,
    rows,
    sequence,
    how,
    sentence: `Row ${sequence} is broken: ${sentence}.`,
  });

  for await (const row of streamRows(db, end.sequence, last)) {
    const { sequence, previousHash, hash } = row;
    if (rows === 0) {
      if (sequence > 1) end = { sequence: sequence - 1, hash: previousHash };
      // Where the caller trusts what was before, nothing has to say that it was removed.
      if (sequence > 1 && sequence === first) {
        missing = { through: sequence - 1, hash: previousHash };
      }
    }
    if (sequence !== end.sequence + 1) {
      return broken(end.sequence + 1, 'gap', 'it was removed, and the rows after it are there');
    }
    if (hashRow(row) !== hash) {
      return broken(sequence, 'hash', 'what it says is not what was written: its hash differs');
    }
    if (previousHash !== end.hash) {
      return broken(sequence, 'link', 'it does not follow the row before: a row was exchanged');
    }
    rows += 1;
    end = { sequence, hash };
    if (rows % ROWS_AT_ONCE === 0) yield { rows, of: last - Math.max(first, from, 1) + 1 };
    if (notedHead?.hash === hash) isNotedFound = true;
    if (row.action !== 'retention-cut') continue;
    const cut = AUDIT_SUBJECTS['retention-cut'].safeParse(row.subject);
    if (!cut.success) return broken(sequence, 'cut', 'it does not say which rows were removed');
    if (notedHead?.hash === cut.data.hash) isNotedFound = true;
    if (cut.data.through >= Math.max(first, from)) {
      return broken(sequence, 'cut', `it says that row ${cut.data.through} was removed`);
    }
    if (missing && cut.data.through === missing.through) {
      if (cut.data.hash !== missing.hash) {
        return broken(
          first,
          'cut',
          `the rows before it are not those that row ${sequence} removed`,
        );
      }
      missing = null;
    }
  }

  if (missing) {
    return broken(first, 'cut', 'the rows before it were removed, and no retention cut says so');
  }
  if (head.sequence !== end.sequence || head.hash !== end.hash) {
    return broken(
      end.sequence + 1,
      'head',
      `the chain must end with row ${head.sequence} (${head.hash || 'no hash'}), and ends with row ${end.sequence}`,
    );
  }
  if (notedHead && !isNotedFound && !(notedHead.sequence !== null && notedHead.sequence < first)) {
    return broken(
      notedHead.sequence ?? end.sequence + 1,
      'head',
      `no row has the hash ${notedHead.hash} that was noted: the end of the chain was cut, or all of it was written anew`,
    );
  }
  return { isWhole: true, rows, first: rows > 0 ? Math.max(first, from) : 0, head: end };
}

async function* streamRows(db: Database, after: number, last: number): AsyncGenerator<AuditRow> {
  let position = after;
  while (position < last) {
    const page = await db
      .select(AUDIT_ROW_COLUMNS)
      .from(auditRowsTable)
      .where(and(gt(auditRowsTable.sequence, position), lte(auditRowsTable.sequence, last)))
      .orderBy(asc(auditRowsTable.sequence))
      .limit(ROWS_AT_ONCE);
    if (page.length === 0) return;
    for (const row of page) yield AuditRow.parse(row);
    position = page.at(-1)?.sequence ?? last;
  }
}
