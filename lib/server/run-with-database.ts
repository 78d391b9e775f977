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

export interface DatabaseCommand<T> {
  /** What was typed after the name of the command; throws `CommandError` where it makes no sense. */
  read(words: readonly string[]): T;
  /** Does it, and returns what is printed. */
  run(database: OpenDatabase, given: T): Promise<string>;
  /** Whether it is a mistake that there is no database yet; it is unless this is false. */
  mustExist?: boolean;
}

/**
 * Runs a command of the command line: reads `.env` as Next does, opens the database, whether Legato runs or not,
 * prints what the command returns, and ends with 1 and a sentence where it fails. Nothing is migrated.
 */
export async function runWithDatabase<T>({
  read,
  run,
  mustExist = true,
}: DatabaseCommand<T>): Promise<void> {
  try {
    const given = read(process.argv.slice(2));
    const log = { info() {}, error: (...words: unknown[]) => warn(words.join(' ')) };
    nextEnv.loadEnvConfig(process.cwd(), false, log);
    const database = await openDatabaseForCommand(loadDatabasePlace(), { mustExist });
    let said: string;
    try {
      said = await run(database, given);
    } finally {
      await database.close();
    }
    // A list of nothing is no line.
    if (said !== '') process.stdout.write(`${said}\n`);
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
  isLegatoError(error) ||
  // Of a file: which, and what about it.
  (error instanceof Error && 'syscall' in error && 'path' in error);
