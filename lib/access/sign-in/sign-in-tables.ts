import { boolean, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/**
 * The tables of lib/database/migrations/20261126T2230-sign-in.sql. Properties bear the names that better-auth
 * gives its fields.
 */
const moment = (name: string) => timestamp(name, { withTimezone: true });

export const accountsTable = pgTable('accounts', {
  id: text().primaryKey(),
  userId: text('person_id').notNull(),
  providerId: text('provider_id').notNull(),
  accountId: text('account_id').notNull(),
  password: text(),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: moment('access_token_expires_at'),
  refreshTokenExpiresAt: moment('refresh_token_expires_at'),
  scope: text(),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
});

export const sessionsTable = pgTable('sessions', {
  id: text().primaryKey(),
  userId: text('person_id').notNull(),
  /** SHA-256 of the token in hexadecimal, never the token. */
  token: text().notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
  lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
  expiresAt: moment('expires_at').notNull(),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
});

export const verificationsTable = pgTable('verifications', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: moment('expires_at').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
});

export const twoFactorTable = pgTable('two_factor', {
  id: text().primaryKey(),
  userId: text('person_id').notNull(),
  secret: text().notNull(),
  backupCodes: text('backup_codes').notNull(),
  verified: boolean().notNull().default(true),
  failedVerificationCount: integer('failed_verification_count').notNull().default(0),
  lockedUntil: moment('locked_until'),
});

export const usedCodesTable = pgTable(
  'used_codes',
  {
    personId: text('person_id').notNull(),
    codeHash: text('code_hash').notNull(),
    usedAt: moment('used_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.codeHash] })],
);

export const signInAttemptsTable = pgTable('sign_in_attempts', {
  subject: text().primaryKey(),
  tries: integer().notNull(),
  lastTriedAt: moment('last_tried_at').notNull(),
  blockedUntil: moment('blocked_until'),
});

export const setUpCodesTable = pgTable('set_up_codes', {
  codeHash: text('code_hash').primaryKey(),
  expiresAt: moment('expires_at').notNull(),
});
