// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from './install-dependencies.mjs';
import { projectRoot } from './project-root.mjs';
import { runCommand } from './run-command.mjs';

/** The newest line of Node with long-term support. Raise it when the next one begins. */
export const NEWEST_LONG_TERM_MAJOR = 26;

/**
 * The newest long-term Node as a program, kept in `.cache`. It comes out of the registry's
 * packages of Node's own binaries, so nothing on the machine changes.
 *
 * @returns {Promise<string | null>} its path, or null when it cannot be had here
 */
export async function installNewestNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = join(projectRoot, '.cache', `node-${NEWEST_LONG_TERM_MAJOR}`);
  const program = join(folder, 'node_modules', name, 'bin', 'node');
  if (!existsSync(program)) {
    await runCommand([
      ...npmCommand(),
      'install',
      ...['--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'],
      `${name}@${NEWEST_LONG_TERM_MAJOR}`,
    ]);
  }
  return runs(program) ? program : null;
}

/** @param {string} program */
function runs(program) {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return (stdout ?? '').startsWith(`v${NEWEST_LONG_TERM_MAJOR}.`);
}
