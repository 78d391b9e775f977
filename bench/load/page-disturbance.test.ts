import { expect, test } from 'vitest';
import { disturbanceSince, PageTold } from './page-disturbance';

const told: PageTold = {
  longTasks: [
    { startMs: 100, ms: 80 },
    { startMs: 300, ms: 60 },
    { startMs: 500, ms: 90 },
  ],
  shifts: [
    { startMs: 90, score: 0.5 },
    { startMs: 400, score: 0.01 },
    { startMs: 600, score: 0.02 },
  ],
  firstPaintMs: 150,
  largestPaintMs: 200,
};

test('what was over before the moment does not count, what was running does', () => {
  const { longestTaskMs, blockedMs, layoutShift } = disturbanceSince(told, 320);
  expect(longestTaskMs).toBe(90);
  expect(blockedMs).toBe(10 + 40);
  expect(layoutShift).toBeCloseTo(0.03);
});

test('a page that told of nothing was not disturbed', () => {
  const nothing = { ...told, longTasks: [], shifts: [] };
  expect(disturbanceSince(nothing, 0)).toEqual({ longestTaskMs: 0, blockedMs: 0, layoutShift: 0 });
});

test('a page that has not painted yet says null, as JSON has no NaN', () => {
  const json = JSON.stringify({ ...told, firstPaintMs: Number.NaN });
  expect(PageTold.parse(JSON.parse(json)).firstPaintMs).toBeNull();
});
