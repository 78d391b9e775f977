import { expect, it } from 'vitest';
import { momentOf, sizeOf } from './words';

it('writes a moment on the clock of the PBX, wherever the page is opened', () => {
  expect(momentOf('2026-11-24T10:42:07+11:00')).toBe('Tue 24 Nov 2026, 10:42:07 (UTC+11)');
});

it('writes the size of a file', () => {
  expect([sizeOf(400), sizeOf(1_360_044)]).toEqual(['1 KB', '1.4 MB']);
});
