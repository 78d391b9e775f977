import { expect, test } from 'vitest';
import { createCallClock } from '@/components/call-time/call-clock';
import { callOfLegs } from '@/components/call-time/call-fixture';
import { createCallTimeline } from '@/components/call-time/call-timeline';
import { blendScales, createStripScale, FOLD_PX, percentOf } from './strip-scale';

/** 10 s missing at first, then 100 s, a gap of 40 s, 100 s. */
const timeline = createCallTimeline(
  callOfLegs([
    [10, 100],
    [150, 100],
  ]),
);
const clock = createCallClock(timeline, 'listening', []);
const whole = { startSeconds: 0, endSeconds: clock.durationSeconds };
/** What is heard gets 5 px a second. */
const WIDTH_PX = 200 * 5 + 2 * FOLD_PX;

test('call time is to scale', () => {
  const scale = createStripScale({ startSeconds: 50, endSeconds: 150 }, 1000);
  expect([50, 100, 150, 160].map(scale.x)).toEqual([0, 500, 1000, 1100]);
  expect([0, 500, 1000, 5000].map(scale.seconds)).toEqual([50, 100, 150, 150]);
});

test('a place is the same share at every width', () => {
  const shareOf = (widthPx: number) => {
    const scale = createStripScale({ startSeconds: 50, endSeconds: 150 }, widthPx);
    return percentOf(scale.x(75), scale);
  };
  expect([shareOf(1392), shareOf(390)]).toEqual(['25.0000%', '25.0000%']);
});

test('a fold takes 22 px, what is heard is to scale between the folds', () => {
  const scale = createStripScale(whole, WIDTH_PX, clock);
  expect([0, 10, 60, 110, 150, 250].map(scale.x)).toEqual([0, 22, 272, 522, 544, 1044]);
  expect(scale).toMatchObject({ startSeconds: 0, endSeconds: 250 });
  expect(scale.folds).toHaveLength(2);
});

test('every pixel leads back to its second, also inside a fold', () => {
  const scale = createStripScale(whole, WIDTH_PX, clock);
  for (let x = 0; x <= WIDTH_PX; x += 7) expect(scale.x(scale.seconds(x))).toBeCloseTo(x);
  expect(scale.seconds(533)).toBe(130);
});

test('a window begins behind what was folded before it', () => {
  const scale = createStripScale({ startSeconds: 120, endSeconds: 180 }, 600, clock);
  expect(scale).toMatchObject({ startSeconds: 170, endSeconds: 230, folds: [] });
  expect(scale.x(200)).toBe(300);
  expect(scale.x(160)).toBeLessThan(0);
});

test('a window that begins at a fold shows it, one that ends there does not', () => {
  const from = createStripScale({ startSeconds: 100, endSeconds: 200 }, 522, clock);
  expect(from).toMatchObject({ startSeconds: 110, endSeconds: 250 });
  expect(from.x(150)).toBe(22);
  const until = createStripScale({ startSeconds: 50, endSeconds: 100 }, 500, clock);
  expect(until).toMatchObject({ startSeconds: 60, endSeconds: 110, folds: [] });
});

test('a fold at the very end is shown', () => {
  const lost = [{ leg: 2, startSeconds: 150, endSeconds: 250 }];
  const shorter = createCallClock(timeline, 'listening', lost);
  const scale = createStripScale({ startSeconds: 0, endSeconds: 100 }, 544, shorter);
  expect([10, 110, 250].map(scale.x)).toEqual([22, 522, 544]);
  expect(scale.endSeconds).toBe(250);
});

test('folds never take more than two fifths of the width', () => {
  const legs = Array.from({ length: 60 }, (_, index) => [index * 30, 20] as const);
  const many = createCallTimeline(callOfLegs(legs));
  const folded = createCallClock(many, 'listening', []);
  const scale = createStripScale(
    { startSeconds: 0, endSeconds: folded.durationSeconds },
    358,
    folded,
  );
  expect(scale.x(30) - scale.x(20)).toBeCloseTo((358 * 0.4) / 59);
  expect(scale.x(many.durationSeconds)).toBeCloseTo(358);
});

test('while it folds the strip is on the way from one scale to the other', () => {
  const to = createStripScale(whole, WIDTH_PX, clock);
  const from = createStripScale({ startSeconds: 0, endSeconds: 250 }, WIDTH_PX);
  const half = blendScales(from, to, 0.5);
  for (const seconds of [0, 10, 130, 250]) {
    expect(half.x(seconds)).toBeCloseTo((from.x(seconds) + to.x(seconds)) / 2);
  }
});
