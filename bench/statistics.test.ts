import { expect, test } from 'vitest';
import { median, middleSpread, quantile, spread } from './statistics';

test('the median of an even count lies between the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test('a quantile is found by rank, whatever the order', () => {
  const values = Array.from({ length: 101 }, (_, index) => 100 - index);
  expect(quantile(values, 0.95)).toBe(95);
  expect(quantile(values, 1)).toBe(100);
});

test('the spread is the distance of the extremes in medians', () => {
  expect(spread([90, 100, 115])).toBeCloseTo(0.25);
});

test('the spread of the middle half leaves out what was disturbed', () => {
  expect(middleSpread([1, 90, 100, 110, 900])).toBeCloseTo(0.2);
});

test('nothing measured has no median', () => {
  expect(median([])).toBeNaN();
});
