import { mkdirSync, readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { SPOOL_FILE_ENDING } from './spool-file';

/**
 * Creates the spool's directory and deletes what an earlier process left there: its key went with it,
 * so nobody can read it. Files of other names are not touched.
 */
export function wipeLeftovers(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(directory)) {
    if (name.endsWith(SPOOL_FILE_ENDING)) unlinkSync(join(directory, name));
  }
}
