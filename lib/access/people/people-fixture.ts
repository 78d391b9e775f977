import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import type { Database } from '@/lib/database/database';

export interface PeopleDatabase {
  db: Database;
  close(): Promise<void>;
}

/** An empty database with the tables of people, in memory. */
export async function openPeopleDatabase(): Promise<PeopleDatabase> {
  const client = new PGlite();
  await client.exec(readFileSync('lib/database/migrations/20261126T2200-people.sql', 'utf8'));
  const db: Database = drizzle(client);
  return { db, close: () => client.close() };
}
