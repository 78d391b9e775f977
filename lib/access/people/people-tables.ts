import {
  bigint,
  boolean,
  date,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import type { Role } from './directory';

/** The tables of lib/database/migrations/20261126T2200-people.sql, where their rules are. */
const moment = (name: string) => timestamp(name, { withTimezone: true });

export const peopleTable = pgTable('people', {
  id: text().primaryKey(),
  name: text().notNull(),
  username: text().notNull(),
  displayUsername: text('display_username'),
  email: text().notNull(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text(),
  role: text().$type<Role>().notNull(),
  isActive: boolean('is_active').notNull().default(true),
  twoFactorEnabled: boolean('two_factor_enabled').notNull().default(false),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
});

export const noojeeUsernamesTable = pgTable('noojee_usernames', {
  folded: text().primaryKey(),
  username: text().notNull(),
  personId: text('person_id').notNull(),
});

export const teamsTable = pgTable('teams', {
  id: text().primaryKey(),
  name: text().notNull(),
  folded: text().notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
});

export const teamSupervisorsTable = pgTable(
  'team_supervisors',
  { teamId: text('team_id').notNull(), personId: text('person_id').notNull() },
  (table) => [primaryKey({ columns: [table.teamId, table.personId] })],
);

export const teamMembersTable = pgTable('team_members', {
  id: text().primaryKey(),
  teamId: text('team_id').notNull(),
  personId: text('person_id').notNull(),
  /** `yyyy-MM-dd` in the PBX's zone. */
  firstDay: date('first_day', { mode: 'string' }).notNull(),
  /** Included; null until further notice. */
  lastDay: date('last_day', { mode: 'string' }),
});

export const accessTokensTable = pgTable('access_tokens', {
  id: text().primaryKey(),
  personId: text('person_id').notNull(),
  name: text().notNull(),
  /** SHA-256 of the token, in hexadecimal. */
  hash: text().notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  expiresAt: moment('expires_at').notNull(),
  lastUsedAt: moment('last_used_at'),
  revokedAt: moment('revoked_at'),
});

export const directoryVersionTable = pgTable('directory_version', {
  id: integer().primaryKey(),
  version: bigint({ mode: 'number' }).notNull(),
});
