import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { auditRowsTable } from './audit-tables';
import { canonicalJson } from './canonical-json';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** One row of the chain, as it is hashed, exported and verified. */
export const AuditRow = z.object({
  /** From 1, without a gap. */
  sequence: z.int(),
  /** ISO 8601 in UTC with microseconds: `2026-11-26T22:00:00.123000Z`. */
  at: z.string(),
  action: z.string(),
  /** Null for nobody and for Legato itself. */
  actorId: z.string().nullable(),
  actorName: z.string(),
  actorRole: z.string().nullable(),
  actorBy: z.string().nullable(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  requestId: z.string().nullable(),
  subject: z.json(),
  previousHash: Hash,
  hash: Hash,
});
export type AuditRow = z.infer<typeof AuditRow>;

/** What the first row of all has for the hash before it. */
export const GENESIS_HASH = '0'.repeat(64);

/** The columns of a row for a query, with its time as it is hashed. */
export const AUDIT_ROW_COLUMNS = {
  sequence: auditRowsTable.sequence,
  at: sql<string>`to_char(${auditRowsTable.at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  action: auditRowsTable.action,
  actorId: auditRowsTable.actorId,
  actorName: auditRowsTable.actorName,
  actorRole: auditRowsTable.actorRole,
  actorBy: auditRowsTable.actorBy,
  address: auditRowsTable.address,
  userAgent: auditRowsTable.userAgent,
  requestId: auditRowsTable.requestId,
  subject: auditRowsTable.subject,
  previousHash: auditRowsTable.previousHash,
  hash: auditRowsTable.hash,
};

/** SHA-256, in hexadecimal, of the canonical JSON of all columns but `hash`, in UTF-8. */
export function hashRow({ hash: _, ...row }: Omit<AuditRow, 'hash'> & { hash?: string }): string {
  return createHash('sha256').update(canonicalJson(row), 'utf8').digest('hex');
}
