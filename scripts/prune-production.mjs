// @ts-check
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './project-root.mjs';

// `npm run prune`, after the build: takes away what a built Legato does not load, more than half of node_modules.

/** The build has put these into .next: nothing loads them from node_modules any more. */
const BUNDLED = [
  /^@base-ui\//,
  /^@floating-ui\//,
  /^@fontsource-variable\//,
  /^@tanstack\//,
  /^lucide-react$/,
];
/** Compilers, and what would shrink pictures: Legato has none to shrink. */
const BUILDS_ONLY = [/^@next\/swc-/, /^sharp$/, /^@img\//, /^@rolldown\//, /^lightningcss/];

/** @typedef {{ dev?: boolean, devOptional?: boolean }} LockedPackage */

/**
 * The folders below node_modules that a built Legato does without, by a package-lock.json.
 *
 * @param {{ packages: Record<string, LockedPackage> }} lock
 * @returns {string[]}
 */
export function prunedFolders({ packages }) {
  return Object.entries(packages)
    .filter(([folder, { dev, devOptional }]) => {
      const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
      if (!folder.startsWith('node_modules/')) return false;
      // The latter are there for the tests, and because a package would use them if it found them.
      if (dev || devOptional) return true;
      return [...BUNDLED, ...BUILDS_ONLY].some((pattern) => pattern.test(name));
    })
    .map(([folder]) => folder);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));
  const folders = prunedFolders(lock);
  for (const folder of folders) rmSync(join(projectRoot, folder), { recursive: true, force: true });
  console.log(
    `${folders.length} packages that only the build needs are gone. npm ci brings them back.`,
  );
}
