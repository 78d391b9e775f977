// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-root.mjs';
import { runCommand } from './run-command.mjs';

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} LockFile */

/**
 * Installs what the lock file names, unless exactly that is installed already.
 *
 * @param {{ say: (sentence: string) => void }} options
 * @throws Error when this Node is too old, or npm fails; what it printed has gone to the terminal.
 */
export async function installDependencies({ say }) {
  requireNode(process.versions.node);
  const wanted = readLock(join(projectRoot, 'package-lock.json'));
  const installed = readLock(join(projectRoot, 'node_modules', '.package-lock.json'));
  const missing = wanted ? missingPackages(wanted, installed ?? { packages: {} }) : ['everything'];
  if (missing.length === 0) return;
  say(`Installing dependencies: ${missing.length} of them missing or of another version.`);
  if (
    (await runCommand([...npmCommand(), 'ci', '--include=dev', '--no-audit', '--no-fund'])) !== 0
  ) {
    throw new Error('npm ci failed: see above. It needs the npm registry once.');
  }
}

/**
 * What a build on an older Node dies of names no version.
 *
 * @param {string} version
 * @throws Error
 */
export function requireNode(version) {
  const { engines } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const oldest = String(engines.node).replace('>=', '');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Error(
    `Legato needs Node ${oldest} or later, and this is ${version}: install 22 or 24.`,
  );
}

/**
 * Packages that are not installed in the version of the lock file. Optional ones do not count:
 * most of them are for other platforms.
 *
 * @param {LockFile} wanted
 * @param {LockFile} installed
 * @returns {string[]}
 */
export function missingPackages(wanted, installed) {
  return Object.entries(wanted.packages)
    .filter(([path, { optional }]) => path !== '' && !optional)
    .filter(([path, { version }]) => installed.packages[path]?.version !== version)
    .map(([path]) => path);
}

/** The npm that runs this script, else the one on the `PATH`. @returns {string[]} */
export function npmCommand() {
  const path = process.env.npm_execpath;
  if (path?.endsWith('.js') && existsSync(path)) return [process.execPath, path];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

/**
 * @param {string} path
 * @returns {LockFile | null}
 */
function readLock(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}
