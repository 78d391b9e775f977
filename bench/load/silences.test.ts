import { expect, it } from 'vitest';
import { silences } from './silences';

it('counts what is silent between sounds, and neither before the first nor after the last', () => {
  const samples = [0, 0, 0, 0, 500, -300, 0, 1, 0, 200, 0, 100, 0, 0, 80, 0, 0, 0, 0, 0];
  expect(silences(Int16Array.from(samples), 2)).toEqual([
    { start: 6, length: 3 },
    { start: 12, length: 2 },
  ]);
});

it('finds none in an output that never sounded', () => {
  expect(silences(new Int16Array(100), 1)).toEqual([]);
});
