import {
  bigint,
  boolean,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import { secondsColumn } from './multirange';

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

export const heardTable = pgTable(
  'heard',
  {
    uniqueId: text('unique_id').notNull(),
    leg: integer().notNull(),
    personId: text('person_id').notNull(),
    personName: text('person_name').notNull(),
    intervals: secondsColumn().notNull(),
    lastAt: timestamp('last_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.uniqueId, table.leg, table.personId] })],
);

export const servedTable = pgTable(
  'served',
  {
    uniqueId: text('unique_id').notNull(),
    leg: integer().notNull(),
    personId: text('person_id').notNull(),
    intervals: secondsColumn().notNull(),
    isConstantRate: boolean('is_constant_rate').notNull(),
    lastAt: timestamp('last_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.uniqueId, table.leg, table.personId] })],
);
