import { pipeline } from 'node:stream';
import type { OpenDatabase } from './database';
import { migrate } from './migrate';
import { type DatabasePlace, type OpenDatabaseOptions, openDatabase } from './open-database';
import type { Ownership } from './own-data-dir';

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
  return opened;
}
