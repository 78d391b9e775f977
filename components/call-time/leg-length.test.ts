import { describe, expect, test } from 'vitest';
import { callOfLegs } from './call-fixture';
import { createCallTimeline } from './call-timeline';
import { coverageOf } from './coverage';
import { type FoundLength, legLength, statedSeconds } from './leg-length';

const measured = (seconds: number, isWhole = true): FoundLength => ({
  seconds,
  from: 'measured',
  isWhole,
});
const stating = (durationSeconds: number) => ({ durationSeconds });

test.each([0, -5, Number.NaN, Number.POSITIVE_INFINITY, 1e9, 86_401])(
  'a stated length of %s is none',
  (seconds) => {
    expect(statedSeconds(stating(seconds))).toBeNull();
    expect(legLength(stating(seconds), undefined).from).toBe('unknown');
    expect(legLength(stating(seconds), measured(120))).toMatchObject({
      seconds: 120,
      placedSeconds: 120,
    });
  },
);

describe('a measured length', () => {
  test('wins over what the PBX states', () => {
    expect(legLength(stating(1), measured(120))).toMatchObject({
      seconds: 120,
      shownSeconds: 120,
      placedSeconds: 120,
    });
  });

  test('that agrees reads as stated', () => {
    expect(legLength(stating(48), measured(47.98))).toMatchObject({
      seconds: 47.98,
      shownSeconds: 48,
      placedSeconds: 48,
    });
  });

  test('of a file that ends early leaves the rest of the leg missing', () => {
    expect(legLength(stating(60), measured(48))).toMatchObject({
      shownSeconds: 48,
      placedSeconds: 60,
    });
  });

  test('shows that milliseconds were sent for seconds', () => {
    expect(legLength(stating(30_000), measured(30)).placedSeconds).toBe(30);
  });

  test('of a part that broke off says nothing about the field', () => {
    expect(legLength(stating(3_600), measured(30, false)).placedSeconds).toBe(3_600);
  });
});

test('what the server has measured counts from the start, what this page measures after it more', () => {
  const leg = { durationSeconds: 1, measuredSeconds: 120 };
  expect(legLength(leg)).toMatchObject({ seconds: 120, from: 'measured' });
  expect(legLength(leg, { seconds: 233, from: 'element', isWhole: true }).seconds).toBe(120);
  expect(legLength(leg, measured(60, false)).seconds).toBe(60);
});

describe('a leg of unknown length', () => {
  const call = callOfLegs([
    [0, 60],
    [60, 0],
    [180, 30],
  ]);

  test('stands to the next leg, is no gap and counts as neither', () => {
    const timeline = createCallTimeline(call);
    expect(timeline.gaps).toEqual([]);
    expect(timeline.legs[1]).toMatchObject({ startSeconds: 60, endSeconds: 180 });
    expect(timeline.isEndKnown).toBe(true);
    expect(coverageOf(timeline, [])).toMatchObject({
      onceSeconds: 90,
      unknownSeconds: 120,
      notRecordedSeconds: 0,
    });
  });

  test('is what was measured afterwards, and what is left is a gap', () => {
    const timeline = createCallTimeline(call, new Map([[2, measured(100)]]));
    expect(timeline.gaps).toEqual([{ startSeconds: 160, endSeconds: 180 }]);
    expect(coverageOf(timeline, [])).toMatchObject({ onceSeconds: 190, unknownSeconds: 0 });
  });

  test('leaves the end of the call open where it is the last', () => {
    const last = createCallTimeline(
      callOfLegs([
        [0, 60],
        [60, 0],
      ]),
    );
    expect(last.isEndKnown).toBe(false);
    expect(last.durationSeconds).toBeGreaterThan(60);
  });

  test('overlaps with the next leg where it turns out to be longer', () => {
    const timeline = createCallTimeline(call, new Map([[2, measured(130)]]));
    expect(timeline.overlaps).toEqual([{ startSeconds: 180, endSeconds: 190, legs: [2, 3] }]);
  });
});
