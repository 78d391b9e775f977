import { expect, test } from 'vitest';
import { rowAfterKey } from './use-row-focus';

test.each([
  ['ArrowDown', 5, 6],
  ['ArrowUp', 5, 4],
  ['ArrowUp', 0, 0],
  ['ArrowDown', 99, 99],
  ['PageDown', 5, 25],
  ['PageDown', 95, 99],
  ['PageUp', 5, 0],
  ['Home', 5, 0],
  ['End', 5, 99],
])('%s leads from row %i to row %i', (key, from, to) => {
  expect(rowAfterKey(key, from, { count: 100, rowsInView: 20 })).toBe(to);
});

test('other keys lead nowhere', () => {
  expect(rowAfterKey('a', 5, { count: 100, rowsInView: 20 })).toBeNull();
  expect(rowAfterKey('constructor', 5, { count: 100, rowsInView: 20 })).toBeNull();
});
