import { expect, test } from 'vitest';
import { missingPackages } from './install-dependencies.mjs';

const wanted = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/next': { version: '16.4.6' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/@next/swc-win32-x64-msvc': { version: '16.4.6', optional: true },
  },
};

test('nothing is missing when the versions agree, whatever the other platforms need', () => {
  const installed = {
    packages: {
      'node_modules/next': { version: '16.4.6' },
      'node_modules/zod': { version: '4.6.7' },
    },
  };
  expect(missingPackages(wanted, installed)).toEqual([]);
});

test('an absent package and one of another version are missing', () => {
  const installed = { packages: { 'node_modules/next': { version: '16.4.5' } } };
  expect(missingPackages(wanted, installed)).toEqual(['node_modules/next', 'node_modules/zod']);
});
