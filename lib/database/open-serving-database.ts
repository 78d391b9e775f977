import { pipeline } from 'node:stream';
import { sql } from 'drizzle-orm';
import { processTimers, type Timers } from '@/lib/concurrency/with-deadline';
import type { OpenDatabase } from './database';
import { migrate } from './migrate';
import { type DatabasePlace, type OpenDatabaseOptions, openDatabase } from './open-database';
import type { Ownership } from './own-data-dir';
import { readTableNames } from './read-tables';

const TIDY_EVERY_MS = 3_600_000;

/**
 * Opens the database of a Legato that serves, brings its tables up to date, and lets commands of the same machine
 * in through the door of its `DATA_DIR`.
 *
 * @throws LegatoError `database-unavailable` where it does not answer, or is not one for this Legato.
 */
export async function openServingDatabase(
  place: DatabasePlace,
  ownership: Ownership,
  options: OpenDatabaseOptions,
): Promise<OpenDatabase> {
  const opened = await openDatabase(place, options);
  try {
    await migrate(opened.db);
  } catch (error) {
    await opened.close();
    throw error;
  }
  ownership.openDoor((visitor) => {
    if (!('connect' in opened)) {
      // There is no database here: commands go to PostgreSQL themselves.
      visitor.destroy();
      return;
    }
    const inside = opened.connect();
    pipeline(visitor, inside, visitor, () => {
      visitor.destroy();
      inside.destroy();
    });
  });
  return opened.kind === 'embedded' ? keptTidy(opened, options.timers ?? processTimers) : opened;
}

/** PostgreSQL does this by itself; PGlite has no process for it, and would grow and plan blindly. */
function keptTidy(opened: OpenDatabase, timers: Timers): OpenDatabase {
  const tidy = async () => {
    for (const table of await readTableNames(opened.db)) {
      await opened.db.execute(sql`vacuum (analyze) ${sql.identifier(table)}`);
    }
  };
  // What fails is tried again the next time; who asks in the meantime hears of what is broken.
  const stop = timers.every(TIDY_EVERY_MS, () => void tidy().catch(() => {}));
  return {
    ...opened,
    close() {
      stop();
      return opened.close();
    },
  };
}
