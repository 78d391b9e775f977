import { describe, expect, test } from 'vitest';
import { callOfLegs } from './call-fixture';
import { createCallTimeline } from './call-timeline';
import { callSeconds, placeAt, seekTarget } from './position-in-call';

/** 9 s missing, legs 1 and 2, 38 s missing, legs 3 and 4 that share 4 s. */
const timeline = createCallTimeline(
  callOfLegs([
    [9, 85],
    [94, 198],
    [330, 34],
    [360, 210],
  ]),
);

describe('a call on its own clock', () => {
  test('places legs, gaps and overlaps in seconds since the call began', () => {
    expect(timeline.legs.map((leg) => [leg.startSeconds, leg.endSeconds])).toEqual([
      [9, 94],
      [94, 292],
      [330, 364],
      [360, 570],
    ]);
    expect(timeline.gaps).toEqual([
      { startSeconds: 0, endSeconds: 9 },
      { startSeconds: 292, endSeconds: 330 },
    ]);
    expect(timeline.overlaps).toEqual([{ startSeconds: 360, endSeconds: 364, legs: [3, 4] }]);
    expect(timeline.durationSeconds).toBe(570);
  });

  test('joins neighbouring shared seconds of three legs into one overlap', () => {
    const three = createCallTimeline(
      callOfLegs([
        [0, 60],
        [20, 60],
        [40, 60],
      ]),
    );
    expect(three.overlaps).toEqual([{ startSeconds: 20, endSeconds: 80, legs: [1, 2, 3] }]);
  });

  test('counts no overlap under a second', () => {
    const close = createCallTimeline(
      callOfLegs([
        [0, 60.5],
        [60, 60],
      ]),
    );
    expect(close.overlaps).toEqual([]);
  });
});

describe('a moment of the call', () => {
  test('lies in the leg that covers it, at its offset', () => {
    expect(placeAt(timeline, 100)).toMatchObject({ in: 'leg', offsetSeconds: 6 });
    expect(placeAt(timeline, 300)).toEqual({ in: 'gap' });
  });

  test('lies in the preferred leg where legs overlap, else in the earlier one', () => {
    expect(seekTarget(timeline, 362)).toEqual({ leg: 3, offsetSeconds: 32 });
    expect(seekTarget(timeline, 362, 4)).toEqual({ leg: 4, offsetSeconds: 2 });
  });

  test('leads from a gap to the start of the next leg', () => {
    expect(seekTarget(timeline, 0)).toEqual({ leg: 1, offsetSeconds: 0 });
    expect(seekTarget(timeline, 300)).toEqual({ leg: 3, offsetSeconds: 0 });
  });

  test('is kept inside the call', () => {
    expect(seekTarget(timeline, -50)).toEqual({ leg: 1, offsetSeconds: 0 });
    expect(seekTarget(timeline, 9999)).toEqual({ leg: 4, offsetSeconds: 210 });
  });

  test('belongs to the following leg where one ends and the next begins', () => {
    expect(seekTarget(timeline, 94)).toEqual({ leg: 2, offsetSeconds: 0 });
  });

  test('is found from a leg and an offset', () => {
    expect(callSeconds(timeline, { leg: 4, offsetSeconds: 10 })).toBe(370);
    expect(callSeconds(timeline, { leg: 9, offsetSeconds: 10 })).toBeNull();
  });

  test('has no target in a call without legs', () => {
    expect(seekTarget(createCallTimeline(callOfLegs([])), 3)).toBeNull();
  });
});
