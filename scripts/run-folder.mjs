// @ts-check
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './project-root.mjs';

/**
 * A folder for all that this run keeps for a while: what it starts from now on finds it as TMPDIR. When
 * this process ends, by whatever means, `clear-run.mjs` ends what still runs in it and removes it.
 *
 * @returns {string} its path
 */
export function takeRunFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'legato-run-'));
  // PostgreSQL does not run as root, and its user has to get to a folder of its own in here.
  chmodSync(folder, 0o711);
  const watcher = spawn(process.execPath, [join(projectRoot, 'scripts/clear-run.mjs'), folder], {
    // A session of its own: what ends a whole group of processes does not end it.
    detached: true,
    // Its input closes with this process, even when that is killed.
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.unref();
  Object.assign(process.env, { TMPDIR: folder, LEGATO_RUN_FOLDER: folder });
  return folder;
}
