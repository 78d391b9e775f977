import { expect, test } from 'vitest';
import { limitWarnings } from './limit-warnings';

const warnings = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ code: 'odd', message: `Leg ${index} is odd.` }));

test('keeps up to 20 warnings as they are', () => {
  expect(limitWarnings([])).toEqual([]);
  expect(limitWarnings(warnings(20))).toEqual(warnings(20));
});

test('says how many more there were than 20', () => {
  const limited = limitWarnings(warnings(3_432));
  expect(limited).toHaveLength(21);
  expect(limited.slice(0, 20)).toEqual(warnings(20));
  expect(limited[20]).toEqual({ code: 'more-warnings', message: 'And 3,412 more.' });
});
