import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FILE_ENDING } from './spool-file';

/**
 * Creates the spool's folder and deletes what an earlier process left there: its keys are gone, so
 * nobody can read it. What has another name is not touched, nor a folder, which is nothing of ours.
 *
 * @param onRefused Called with what cannot be deleted; the others are deleted all the same.
 */
export function wipeLeftovers(directory: string, onRefused: (error: unknown) => void): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (!entry.name.endsWith(FILE_ENDING) || entry.isDirectory()) continue;
      try {
        rmSync(join(directory, entry.name), { force: true });
      } catch (error) {
        onRefused(error);
      }
    }
  } catch (error) {
    onRefused(error);
  }
}
