import { expect, it } from 'vitest';
import { nextPath } from './next-path';

it.each([
  ['/', '/'],
  ['/calls/1392271611.238?leg=2&t=35', '/calls/1392271611.238?leg=2&t=35'],
  ['/?tag=INV-20418', '/?tag=INV-20418'],
  ['/?tag=a%2Fb&_rsc=1x2y', '/?tag=a%2Fb'],
  ['/status#now', '/status#now'],
])('%s leads to %s', (wanted, path) => {
  expect(nextPath(wanted)).toBe(path);
});

it.each([
  null,
  undefined,
  '',
  'calls',
  'https://evil.example/',
  '//evil.example/',
  '///evil.example/',
  '/\\evil.example/',
  '\\\\evil.example',
  '/\t/evil.example/',
  '/\n/evil.example',
  '/.//evil.example/',
  '/a/..//evil.example',
  'javascript:alert(1)',
  '/api/calls',
  '/api',
  '/sign-in?next=/',
  '/sign-in',
  '/_next/static/x',
])('%j leads to the start page', (wanted) => {
  expect(nextPath(wanted)).toBe('/');
});
