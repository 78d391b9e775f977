import { existsSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { processTimers } from '@/lib/concurrency/with-deadline';
import { LegatoError } from '@/lib/errors';
import type { OpenDatabase } from './database';
import { type DatabasePlace, openDatabase, openOver } from './open-database';
import { findOwner, ownDataDir } from './own-data-dir';
import { startPgliteByTsx } from './start-pglite-by-tsx';

/** Commands may sort, index and count all there is. */
const STATEMENT_LIMIT_MS = 600_000;

/**
 * Opens the database for a command that runs beside Legato or without it: PostgreSQL as usual, and the embedded
 * one either itself or, where a process owns its folder already, through that process. Nothing is migrated.
 *
 * @throws LegatoError `database-unavailable` where it cannot be opened, or is not there and must be.
 * @throws DataDirInUse where another process became the owner in this moment: try again.
 */
export async function openDatabaseForCommand(
  { url, dataDir }: DatabasePlace & { dataDir: string },
  { mustExist }: { mustExist: boolean },
): Promise<OpenDatabase> {
  const options = { startThread: startPgliteByTsx, statementLimitMs: STATEMENT_LIMIT_MS };
  if (url !== null) return openDatabase({ url, dataDir }, options);
  const owner = await findOwner(dataDir);
  if (owner) return openOver(() => new SocketAt(owner.socket), processTimers);
  if (mustExist && !existsSync(join(dataDir, 'database'))) {
    throw new LegatoError(
      'database-unavailable',
      `There is no database in ${dataDir} yet: start Legato once, or say by DATA_DIR or DATABASE_URL where it is.`,
    );
  }
  refuseFolderOfOthers(dataDir);
  const ownership = await ownDataDir(dataDir);
  try {
    const opened = await openDatabase({ url, dataDir }, options);
    return {
      ...opened,
      async close() {
        await opened.close();
        await ownership.release();
      },
    };
  } catch (error) {
    await ownership.release();
    throw error;
  }
}

/** What root wrote there, Legato's own user could not open again. */
function refuseFolderOfOthers(dataDir: string): void {
  const owner = existsSync(dataDir) ? statSync(dataDir).uid : process.getuid?.();
  if (owner === process.getuid?.()) return;
  throw new LegatoError(
    'database-unavailable',
    `The folder ${dataDir} belongs to another user (${owner}): give the command as that user, or while Legato runs.`,
  );
}

/** Goes to its own address, whatever the client of PostgreSQL calls it. */
class SocketAt extends Socket {
  readonly #path: string;

  constructor(path: string) {
    super();
    this.#path = path;
  }

  override connect(): this {
    return super.connect({ path: this.#path });
  }
}
