import { and, asc, desc, eq, gt, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '@/lib/database/database';
import { AUDIT_ROW_COLUMNS, AuditRow } from './audit-row';
import { auditRowsTable } from './audit-tables';

/** Which rows are asked for; filters combine. */
export interface AuditFilter {
  /** Epoch milliseconds: in, and out. */
  fromMs: number | null;
  toMs: number | null;
  personId: string | null;
  uniqueId: string | null;
  /** Any of them; none for all. */
  actions: readonly string[];
}

/** Whose rows may be read at all. Which of them is judged by row. */
export type AuditReach =
  | { kind: 'everything' }
  | { kind: 'own-and-listening-of'; ownId: string; personIds: readonly string[] };

export interface AuditPart {
  filter: AuditFilter;
  reach: AuditReach;
  /** From the newest row before, or from the oldest row after this one; null from the very end. */
  from: number | null;
  direction: 'newest-first' | 'oldest-first';
  limit: number;
}

/**
 * A part of the audit by sequence.
 *
 * @throws LegatoError `database-unavailable`.
 */
export async function readAudit(db: Database, part: AuditPart): Promise<AuditRow[]> {
  const { sequence } = auditRowsTable;
  const isNewestFirst = part.direction === 'newest-first';
  const start = part.from === null ? undefined : (isNewestFirst ? lt : gt)(sequence, part.from);
  const rows = await db
    .select(AUDIT_ROW_COLUMNS)
    .from(auditRowsTable)
    .where(and(start, inReach(part.reach), ...conditions(part.filter)))
    .orderBy(isNewestFirst ? desc(sequence) : asc(sequence))
    .limit(part.limit);
  return rows.map((row) => AuditRow.parse(row));
}

function inReach(reach: AuditReach): SQL | undefined {
  if (reach.kind === 'everything') return undefined;
  const own = eq(auditRowsTable.actorId, reach.ownId);
  if (reach.personIds.length === 0) return own;
  return or(
    own,
    and(
      // As one value: a site may have more people than a statement takes.
      sql`${auditRowsTable.actorId} = any(${sql.param([...reach.personIds])}::text[])`,
      eq(auditRowsTable.action, 'listened'),
    ),
  );
}

const conditions = ({ fromMs, toMs, personId, uniqueId, actions }: AuditFilter) => [
  fromMs === null ? undefined : gte(auditRowsTable.at, new Date(fromMs).toISOString()),
  toMs === null ? undefined : lt(auditRowsTable.at, new Date(toMs).toISOString()),
  personId === null ? undefined : eq(auditRowsTable.actorId, personId),
  uniqueId === null ? undefined : sql`${auditRowsTable.subject} ->> 'uniqueId' = ${uniqueId}`,
  actions.length === 0 ? undefined : inArray(auditRowsTable.action, [...actions]),
];
