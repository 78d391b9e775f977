// Lists the licence of every package that production installs: `node scripts/list-licences.mjs` writes
// docs/licences.md, and the test beside this file fails where that is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from './project-root.mjs';

/** What may ship. LGPL only where the package is used as it is, from a file of its own. */
export const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
]);

/** The lock file states none for these; their package.json says what stands here. */
const STATED_ELSEWHERE = new Map([['@next/swc-', 'MIT']]);

/** @param {string} name */
const statedElsewhere = (name) =>
  [...STATED_ELSEWHERE].find(([start]) => name.startsWith(start))?.[1];

/**
 * Production packages by the lock file, platform packages included.
 *
 * @param {Record<string, { dev?: boolean, license?: string }>} packages
 * @returns {{ name: string, licence: string }[]} By name, each once.
 */
export function productionLicences(packages) {
  const licences = new Map();
  for (const [path, { dev, license }] of Object.entries(packages)) {
    if (path === '' || dev) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const known = licences.get(name);
    const licence = license ?? statedElsewhere(name) ?? 'none stated';
    licences.set(name, known && known !== licence ? `${known} AND ${licence}` : licence);
  }
  return [...licences]
    .map(([name, licence]) => ({ name, licence }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * Whether a licence may ship: with OR one of them has to, with AND all.
 *
 * @param {string} licence An SPDX expression, without nested brackets.
 */
export function isAllowed(licence) {
  const isOne = (/** @type {string} */ part) => ALLOWED.has(part.replace(/[()]/g, '').trim());
  return licence.split(' AND ').every((all) => all.split(' OR ').some(isOne));
}

/** @param {{ name: string, licence: string }[]} licences */
export function licencesPage(licences) {
  const byLicence = group(licences);
  const parts = [...byLicence]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([licence, packages]) =>
        `## ${licence}\n\n${packages.map(({ name }) => `- \`${name}\``).join('\n')}\n`,
    );
  return `# Licences\n\nOf every package that production installs, for each platform, by the lock file. Written by
\`node scripts/list-licences.mjs\`; a test fails where it is stale, or where a licence is not allowed.\n\n${parts.join('\n')}`;
}

/** @param {{ name: string, licence: string }[]} licences */
function group(licences) {
  /** @type {Map<string, { name: string, licence: string }[]>} */
  const groups = new Map();
  for (const one of licences) {
    groups.set(one.licence, [...(groups.get(one.licence) ?? []), one]);
  }
  return groups;
}

/** The licences of this project's lock file. */
export function readLicences() {
  const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));
  return productionLicences(lock.packages);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(projectRoot, 'docs/licences.md'), licencesPage(readLicences()));
}
