import { eq, sql } from 'drizzle-orm';
import type { Timers } from '@/lib/concurrency/with-deadline';
import type { Database } from '@/lib/database/database';
import { createDirectory, type Directory } from './directory';
import { loadDirectory } from './load-directory';
import { directoryVersionTable } from './people-tables';

/** The directory of this process, which follows what any process changes. */
export interface LiveDirectory {
  /** As it was a second ago at most. */
  current(): Directory;
  /** Loads it now, because it was changed here. */
  refresh(): Promise<void>;
  close(): void;
}

const LOOK_EVERY_MS = 1_000;
/** Half a minute: who was switched off meanwhile does not go on hearing for long. */
const MOST_MISSED_LOOKS = 30;
const NOBODY_KNOWN = createDirectory([], []);

/**
 * Loads the directory, and looks each second whether its version has changed. While the database does not answer
 * what was known last counts, for half a minute; then nobody is known until it answers again.
 *
 * @throws Error of the database when it does not answer at first.
 */
export async function openDirectory(
  db: Database,
  timers: Pick<Timers, 'every'>,
): Promise<LiveDirectory> {
  let known = await loadVersion(db);
  let missedLooks = 0;
  let isLooking = false;

  async function refresh(): Promise<void> {
    const loaded = await loadVersion(db);
    // One that began earlier may end later.
    if (loaded.version >= known.version) known = loaded;
  }

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    try {
      if ((await readVersion(db)) !== known.version) await refresh();
      missedLooks = 0;
    } catch {
      missedLooks += 1;
      if (missedLooks >= MOST_MISSED_LOOKS) known = { version: -1, directory: NOBODY_KNOWN };
    } finally {
      isLooking = false;
    }
  }

  const close = timers.every(LOOK_EVERY_MS, () => void look());
  return { current: () => known.directory, refresh, close };
}

/** Waits for other changes to end: rules of the whole are judged one change after the other. */
export async function lockDirectory(transaction: Database): Promise<void> {
  await transaction
    .select()
    .from(directoryVersionTable)
    .where(eq(directoryVersionTable.id, 1))
    .for('update');
}

/** Marks that something changed, in the transaction that changes it. */
export async function bumpVersion(transaction: Database): Promise<void> {
  await transaction
    .update(directoryVersionTable)
    .set({ version: sql`${directoryVersionTable.version} + 1` })
    .where(eq(directoryVersionTable.id, 1));
}

const loadVersion = (db: Database) =>
  db.transaction(
    async (transaction) => ({
      version: await readVersion(transaction),
      directory: await loadDirectory(transaction),
    }),
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );

async function readVersion(db: Database): Promise<number> {
  const [row] = await db
    .select({ version: directoryVersionTable.version })
    .from(directoryVersionTable)
    .where(eq(directoryVersionTable.id, 1));
  return row?.version ?? 0;
}
