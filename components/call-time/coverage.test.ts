import { expect, test } from 'vitest';
import { callOfLegs } from './call-fixture';
import { createCallTimeline } from './call-timeline';
import { type Coverage, coverageOf } from './coverage';

/** 9 s missing, legs 1 and 2, 38 s missing, legs 3 and 4 that share 4 s. */
const timeline = createCallTimeline(
  callOfLegs([
    [9, 85],
    [94, 198],
    [330, 34],
    [360, 210],
  ]),
);

function total(coverage: Coverage): number {
  const { onceSeconds, overlappingSeconds, notRecordedSeconds, lostSeconds, restrictedSeconds } =
    coverage;
  return onceSeconds + overlappingSeconds + notRecordedSeconds + lostSeconds + restrictedSeconds;
}

test('every second is recorded once, overlapping or not recorded', () => {
  const coverage = coverageOf(timeline, []);
  expect(coverage).toMatchObject({
    durationSeconds: 570,
    onceSeconds: 519,
    overlappingSeconds: 4,
    notRecordedSeconds: 47,
    lostSeconds: 0,
    restrictedSeconds: 0,
  });
  expect(coverage.holes).toEqual([
    { startSeconds: 0, endSeconds: 9, because: 'not recorded' },
    { startSeconds: 292, endSeconds: 330, because: 'not recorded' },
  ]);
  expect(total(coverage)).toBe(570);
});

test('a leg that is gone is lost, except where another leg has the moment', () => {
  const coverage = coverageOf(timeline, [
    { leg: 3, startSeconds: 330, endSeconds: 364, because: 'not found' },
  ]);
  expect(coverage).toMatchObject({ lostSeconds: 30, overlappingSeconds: 0, onceSeconds: 493 });
  expect(coverage.holes.at(-1)).toEqual({
    startSeconds: 330,
    endSeconds: 360,
    because: 'not found',
  });
  expect(total(coverage)).toBe(570);
});

test('a file that ends early loses its end', () => {
  const coverage = coverageOf(timeline, [
    { leg: 4, startSeconds: 558, endSeconds: 570, because: 'missing from the file' },
  ]);
  expect(coverage).toMatchObject({ lostSeconds: 12, overlappingSeconds: 4 });
  expect(total(coverage)).toBe(570);
});

test('a leg that is not yours is recorded, and no overlap for you', () => {
  const call = callOfLegs([
    [0, 60],
    [50, 60],
  ]);
  const legs = call.legs.map((leg) =>
    leg.leg === 2 ? { ...leg, access: 'restricted' as const } : leg,
  );
  const coverage = coverageOf(createCallTimeline({ ...call, legs }), []);
  expect(coverage).toMatchObject({
    onceSeconds: 60,
    overlappingSeconds: 0,
    restrictedSeconds: 50,
    lostSeconds: 0,
  });
  expect(total(coverage)).toBe(110);
});

test('three legs at one moment are one overlap', () => {
  const three = createCallTimeline(
    callOfLegs([
      [0, 60],
      [20, 40],
      [40, 40],
    ]),
  );
  expect(coverageOf(three, [])).toMatchObject({ overlappingSeconds: 40, onceSeconds: 40 });
  const lost = [{ leg: 1, startSeconds: 0, endSeconds: 60, because: 'not found' } as const];
  expect(coverageOf(three, lost)).toMatchObject({
    overlappingSeconds: 20,
    onceSeconds: 40,
    lostSeconds: 20,
  });
});
