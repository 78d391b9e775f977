import { expect, it } from 'vitest';
import { amountOf, clockOf, momentOf, sizeOf, spokenOf, zoneOf } from './words';

it.each([
  [0, '0:00'],
  [192.9, '3:12'],
  [3_840, '1:04:00'],
])('writes %d seconds as %s', (seconds, written) => {
  expect(clockOf(seconds)).toBe(written);
});

it('says amounts, moments and zones as Legato does', () => {
  expect([amountOf(38), amountOf(72)]).toEqual(['38 s', '1:12']);
  expect(spokenOf(3_661)).toBe('1 hour 1 minute 1 second');
  expect(spokenOf(0.4)).toBe('0 seconds');
  const instant = '2026-11-24T10:42:07+11:00';
  expect(momentOf(instant)).toBe('Tue 24 Nov 2026, 10:42:07');
  expect([zoneOf(instant), zoneOf('2026-11-24T10:42:07+10:30')]).toEqual(['UTC+11', 'UTC+10:30']);
  expect([zoneOf('2026-11-24T10:42:07Z'), zoneOf('2026-11-24T10:42:07+00:00')]).toEqual([
    'UTC',
    'UTC',
  ]);
  expect([sizeOf(400), sizeOf(1_360_044)]).toEqual(['1 KB', '1.4 MB']);
});
