import { expect, test } from 'vitest';
import { ownerClass, ownerColours } from './owner-colours';

const person = (username: string) => ({ username, isSystemUser: false });
const system = { username: 'Administrator', isSystemUser: true };
const hidden = { username: null, isSystemUser: null };

test('numbers people by first appearance and leaves the system user out of the count', () => {
  const colours = ownerColours([system, person('Priya'), system, person('Fred'), person('Priya')]);
  expect([...colours]).toEqual([
    ['Administrator', 'system'],
    ['Priya', 1],
    ['Fred', 2],
  ]);
});

test('repeats from the seventh owner on', () => {
  const colours = ownerColours('abcdefgh'.split('').map(person));
  expect(colours.get('f')).toBe(6);
  expect(colours.get('g')).toBe(1);
  expect(colours.get('h')).toBe(2);
});

test('gives a leg without an owner no number and the grey of the system', () => {
  const colours = ownerColours([hidden, person('Priya')]);
  expect(colours.get('Priya')).toBe(1);
  expect(ownerClass(undefined)).toBe('owner-system');
  expect(ownerClass(3)).toBe('owner-3');
});
