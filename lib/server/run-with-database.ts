import 'server-only';
import { inspect } from 'node:util';
import nextEnv from '@next/env';
import { BackupFileError } from '@/lib/database/backup/backup-file';
import type { OpenDatabase } from '@/lib/database/database';
import { openDatabaseForCommand } from '@/lib/database/open-database-for-command';
import { DataDirInUse } from '@/lib/database/own-data-dir';
import { isLegatoError } from '@/lib/errors';
import { loadDatabasePlace, SettingsError } from './env';

/** A mistake of whoever gave the command: the sentence alone is printed. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/**
 * What a command line does: reads `.env` as Next does, opens the database, whether Legato runs or not, prints the
 * sentence that `command` returns, and ends with 1 and a sentence where it fails.
 */
export async function runWithDatabase(
  command: (database: OpenDatabase, words: readonly string[]) => Promise<string>,
  { mustExist = true }: { mustExist?: boolean } = {},
): Promise<void> {
  try {
    const log = { info() {}, error: (...words: unknown[]) => warn(words.join(' ')) };
    nextEnv.loadEnvConfig(process.cwd(), false, log);
    const database = await openDatabaseForCommand(loadDatabasePlace(), { mustExist });
    let said: string;
    try {
      said = await command(database, process.argv.slice(2));
    } finally {
      await database.close();
    }
    process.stdout.write(`${said}\n`);
  } catch (error) {
    warn(isForPeople(error) ? error.message : inspect(error));
    process.exitCode = 1;
  }
}

const warn = (sentence: string) => void process.stderr.write(`${sentence}\n`);

const isForPeople = (error: unknown): error is Error =>
  error instanceof CommandError ||
  error instanceof SettingsError ||
  error instanceof DataDirInUse ||
  error instanceof BackupFileError ||
  isLegatoError(error);
