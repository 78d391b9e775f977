import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** What all SQL goes through, a transaction included: drizzle, on the embedded database or on PostgreSQL. */
export type Database = PgDatabase<PgQueryResultHKT>;

/** A database that is open, and how to close it. */
export interface OpenDatabase {
  readonly kind: 'embedded' | 'postgresql';
  readonly db: Database;
  /** Waits for what is being asked, then lets go. A second call waits for the first. */
  close(): Promise<void>;
}
