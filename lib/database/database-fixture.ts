import type { OpenDatabase } from './database';
import { startKeptPglite } from './kept-pglite-fixture';
import { migrate } from './migrate';
import type { Migration } from './migrations';
import { type EmbeddedOpenDatabase, type OpenDatabaseOptions, openDatabase } from './open-database';
import { startPgliteByTsx } from './start-pglite-by-tsx';

/** An embedded database of a test's own, in a folder or in memory, as empty as it is made. */
export async function openTestDatabase(
  dataDir: string | null = null,
  options: OpenDatabaseOptions = {},
): Promise<EmbeddedOpenDatabase> {
  const opened = await openDatabase(
    { url: null, dataDir },
    { startThread: startPgliteByTsx, ...options },
  );
  if (!('connect' in opened)) throw new TypeError('the embedded database was asked for');
  return opened;
}

/** The same in memory, with Legato's tables, or with those of `migrations`. */
export async function openMigratedDatabase(
  migrations?: readonly Migration[],
): Promise<OpenDatabase> {
  const opened = await openTestDatabase(null, { startThread: startKeptPglite });
  await migrate(opened.db, migrations);
  return opened;
}
