import { expect, it } from 'vitest';
import type { NoojeeLeg } from '@/lib/noojee/leg';
import { createLegDirectory } from './leg-directory';

const told = (leg: number): NoojeeLeg => ({
  uniqueId: '1795477327.1',
  leg,
  callRecordId: String(leg),
  tag: null,
  username: null,
  source: null,
  destination: null,
  did: null,
  direction: null,
  startedAt: '2026-11-24T10:42:07+11:00',
  durationSeconds: 1,
  warnings: [],
});

it('finds a leg by call and number', () => {
  const directory = createLegDirectory();
  directory.remember([told(1), told(2)]);
  expect(directory.find('1795477327.1', 2)?.callRecordId).toBe('2');
  expect(directory.find('1795477327.2', 2)).toBeUndefined();
});

it('finds the first of two legs that were told by the same number', () => {
  const directory = createLegDirectory();
  directory.remember([told(1), { ...told(1), callRecordId: 'second' }]);
  expect(directory.find('1795477327.1', 1)?.callRecordId).toBe('1');
});

it('forgets the leg that was told longest ago when it is full', () => {
  const directory = createLegDirectory(2);
  for (const leg of [1, 2, 1, 3]) directory.remember([told(leg)]);
  expect([1, 2, 3].map((leg) => directory.find('1795477327.1', leg)?.leg)).toEqual([
    1,
    undefined,
    3,
  ]);
});
