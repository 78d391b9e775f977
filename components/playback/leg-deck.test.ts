import { expect, test } from 'vitest';
import { legLevels } from './leg-deck';

const levels = (...speechDb: (number | null)[]) =>
  speechDb.map((_, index) =>
    legLevels(new Map(speechDb.map((db, at) => [at + 1, db]))).get(index + 1),
  );

test('the louder legs come down to the quietest, which stays', () => {
  const [first, second, third] = levels(-20, -26, -23);
  expect(first).toBeCloseTo(0.501, 3);
  expect(second).toBe(1);
  expect(third).toBeCloseTo(0.708, 3);
});

test('a leg more than 12 dB below the loudest does not turn the others down', () => {
  expect(levels(-20, -20, -33)).toEqual([1, 1, 1]);
  expect(levels(-20, -32)[0]).toBeCloseTo(0.251, 3);
});

test('a leg without speech, and a call without any, stay as they are', () => {
  expect(levels(-20, null)).toEqual([1, undefined]);
  expect(levels(null)).toEqual([undefined]);
});
