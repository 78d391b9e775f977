// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-root.mjs';

const SOURCES = [
  'app',
  'components',
  'lib',
  'pages',
  'public',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
  'package-lock.json',
];
const NOT_IN_THE_BUILD = /\.test\.tsx?$|[\\/]lib[\\/]simulator([\\/]|$)/;

/**
 * Builds Legato when there is no build or a source is newer than it.
 *
 * @param {{ say?: (sentence: string) => void }} [options]
 * @returns {boolean} whether it had to build
 * @throws Error when the build fails; what it printed has gone to the terminal.
 */
export function buildWhenStale({ say = () => {} } = {}) {
  const reason = reasonToBuild();
  if (!reason) return false;
  say(`Building: ${reason}.`);
  const { status } = spawnSync(
    process.execPath,
    [join(projectRoot, 'node_modules/next/dist/bin/next'), 'build'],
    {
      cwd: projectRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    },
  );
  if (status !== 0) throw new Error('The build failed: see above.');
  return true;
}

/** @returns {string | null} */
function reasonToBuild() {
  const mark = join(projectRoot, '.next', 'BUILD_ID');
  if (!existsSync(mark)) return 'there is no build yet';
  const newest = newestUnder(SOURCES.map((name) => join(projectRoot, name)).filter(existsSync));
  return newest > statSync(mark).mtimeMs ? 'the sources are newer than the last build' : null;
}

/**
 * The time of the latest change, folders included: they change when a file goes.
 *
 * @param {string[]} places
 * @returns {number}
 */
function newestUnder(places) {
  let newest = 0;
  for (const place of places) {
    if (NOT_IN_THE_BUILD.test(place)) continue;
    const { mtimeMs } = statSync(place);
    const within = statSync(place).isDirectory()
      ? newestUnder(readdirSync(place).map((name) => join(place, name)))
      : 0;
    newest = Math.max(newest, mtimeMs, within);
  }
  return newest;
}
