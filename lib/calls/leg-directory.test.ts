import { expect, it } from 'vitest';
import type { NoojeeLeg } from '@/lib/noojee/leg';
import { createLegDirectory, type LegDirectory } from './leg-directory';

const listed = (leg: number): NoojeeLeg => ({
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

const find = (directory: LegDirectory, number: number) =>
  directory.legsOf('1795477327.1').find(({ leg }) => leg === number);

it('finds a leg by call and number', () => {
  const directory = createLegDirectory();
  directory.remember([listed(1), listed(2)]);
  expect(find(directory, 2)?.callRecordId).toBe('2');
  expect(directory.legsOf('1795477327.2')[0]).toBeUndefined();
});

it('finds the first of two legs that are listed under the same number', () => {
  const directory = createLegDirectory();
  directory.remember([listed(1), { ...listed(1), callRecordId: 'second' }]);
  expect(find(directory, 1)?.callRecordId).toBe('1');
});

it('forgets the call that was listed longest ago when it is full', () => {
  const directory = createLegDirectory(3);
  const of = (call: number, leg: number) => ({ ...listed(leg), uniqueId: `1795477327.${call}` });
  directory.remember([of(1, 1), of(1, 2)]);
  directory.remember([of(2, 1)]);
  directory.remember([of(1, 1)]);
  directory.remember([of(3, 1)]);
  expect([1, 2, 3].map((call) => directory.legsOf(`1795477327.${call}`).length)).toEqual([2, 0, 1]);
});

it('knows how long recordings were measured to be, the latest of them', () => {
  const directory = createLegDirectory(2);
  const recording = (key: string) => ({ key, revision: 'r' });
  for (const key of ['1', '2', '3']) directory.learnLength(recording(key), Number(key));
  expect(['1', '2', '3'].map((key) => directory.lengthOf(recording(key)))).toEqual([
    undefined,
    2,
    3,
  ]);
  expect(directory.lengthOf({ key: '3', revision: 'another' })).toBeUndefined();
});
