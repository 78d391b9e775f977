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

it('forgets the leg that was told longest ago when it is full', () => {
  const directory = createLegDirectory(2);
  directory.remember([told(1), told(2)]);
  directory.remember([told(1)]);
  directory.remember([told(3)]);
  expect([1, 2, 3].map((leg) => directory.find('1795477327.1', leg)?.leg)).toEqual([
    1,
    undefined,
    3,
  ]);
});
