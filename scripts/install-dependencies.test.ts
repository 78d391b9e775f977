import { expect, test } from 'vitest';
import { missingPackages, requireNode } from './install-dependencies.mjs';

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

test('an older Node is refused with the version that is needed', () => {
  for (const version of ['18.20.8', '20.9.0', '20.18.3']) {
    expect(() => requireNode(version)).toThrow(
      `Legato needs Node 20.19 or later, and this is ${version}`,
    );
  }
  for (const version of ['20.19.0', '20.20.2', '22.0.0', '26.12.1']) requireNode(version);
});
