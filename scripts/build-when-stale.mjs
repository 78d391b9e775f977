// @ts-check
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-root.mjs';
import { runCommand } from './run-command.mjs';

const SOURCES = [
  'app',
  'components',
  'lib',
  'pages',
  'public',
  'saved-page',
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
 * @param {{ say: (sentence: string) => void }} options
 * @throws Error when the build fails; what it printed has gone to the terminal.
 */
export async function buildWhenStale({ say }) {
  const reason = reasonToBuild();
  if (!reason) return;
  say(`Building: ${reason}.`);
  const next = join(projectRoot, 'node_modules/next/dist/bin/next');
  const env = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  if ((await runCommand([process.execPath, next, 'build'], { env })) !== 0) {
    throw new Error('The build failed: see above.');
  }
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
