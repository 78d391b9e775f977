import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isAllowed, licencesPage, productionLicences, readLicences } from './list-licences.mjs';
import { projectRoot } from './project-root.mjs';

test('every package of production has a licence that may ship', () => {
  const refused = readLicences().filter(({ licence }) => !isAllowed(licence));
  expect(refused).toEqual([]);
});

test('docs/licences.md lists what the lock file has: else `node scripts/list-licences.mjs`', () => {
  const page = readFileSync(join(projectRoot, 'docs/licences.md'), 'utf8');
  expect(page).toBe(licencesPage(readLicences()));
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['MIT AND ISC', true],
  ['Apache-2.0 AND GPL-2.0-or-later', false],
  ['GPL-3.0-only', false],
  ['AGPL-3.0', false],
  ['none stated', false],
])('%s may ship: %s', (licence, may) => {
  expect(isAllowed(licence)).toBe(may);
});

test('leaves out what only development installs', () => {
  const packages = {
    '': { license: 'UNLICENSED' },
    'node_modules/one': { license: 'MIT' },
    'node_modules/tool': { license: 'GPL-3.0', dev: true },
    'node_modules/one/node_modules/@scope/two': {},
  };
  expect(productionLicences(packages)).toEqual([
    { name: '@scope/two', licence: 'none stated' },
    { name: 'one', licence: 'MIT' },
  ]);
});
