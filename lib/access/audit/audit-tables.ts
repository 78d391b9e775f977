import { bigint, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** The tables of lib/database/migrations/20261126T2300-audit.sql, where their rules are. */
export const auditRowsTable = pgTable('audit_rows', {
  sequence: bigint({ mode: 'number' }).primaryKey(),
  /** ISO 8601 in UTC with microseconds, as it is hashed. */
  at: timestamp({ withTimezone: true, mode: 'string' }).notNull(),
  action: text().notNull(),
  actorId: text('actor_id'),
  actorName: text('actor_name').notNull(),
  actorRole: text('actor_role'),
  actorBy: text('actor_by'),
  address: text(),
  userAgent: text('user_agent'),
  requestId: text('request_id'),
  subject: jsonb().notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text().notNull(),
});

export const auditHeadTable = pgTable('audit_head', {
  id: integer().primaryKey(),
  sequence: bigint({ mode: 'number' }).notNull(),
  hash: text().notNull(),
});
