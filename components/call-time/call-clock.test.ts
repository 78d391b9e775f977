import { describe, expect, test } from 'vitest';
import { createCallClock } from './call-clock';
import { callOfLegs } from './call-fixture';
import { createCallTimeline } from './call-timeline';

/** 9 s missing at first, a gap of 38 s, leg 3 that overlaps leg 4 by 4 s, 82 s to the end. */
const timeline = createCallTimeline(
  callOfLegs([
    [9, 91],
    [138, 34],
    [168, 60],
    [228, 72],
  ]),
);

describe('call time', () => {
  test('is what the call says, without folds', () => {
    const clock = createCallClock(timeline, 'call', []);
    expect(clock).toMatchObject({ kind: 'call', durationSeconds: 300, folds: [] });
    expect(clock.toShown(123)).toBe(123);
    expect(clock.toCall(123)).toBe(123);
  });
});

describe('listening time', () => {
  test('counts only the seconds that can be heard', () => {
    const clock = createCallClock(timeline, 'listening', []);
    expect(clock.durationSeconds).toBe(300 - 9 - 38);
    expect(clock.folds).toEqual([
      { startSeconds: 0, endSeconds: 9, atSeconds: 0, parts: [part(9)] },
      { startSeconds: 100, endSeconds: 138, atSeconds: 91, parts: [part(38)] },
    ]);
  });

  test('maps every second that can be heard there and back', () => {
    const clock = createCallClock(timeline, 'listening', []);
    for (const seconds of [9, 10, 99.5, 138, 170, 250, 300]) {
      expect(clock.toCall(clock.toShown(seconds))).toBeCloseTo(seconds);
    }
  });

  test('stands still within a fold and continues after it', () => {
    const clock = createCallClock(timeline, 'listening', []);
    expect([0, 4, 9].map(clock.toShown)).toEqual([0, 0, 0]);
    expect([100, 120, 138].map(clock.toShown)).toEqual([91, 91, 91]);
    expect(clock.toCall(0)).toBe(9);
    expect(clock.toCall(91)).toBe(138);
  });

  test('folds a lost leg and the gap before it as one, each part with its reason', () => {
    const lost = [{ leg: 2, startSeconds: 138, endSeconds: 172, because: 'not found' }] as const;
    const clock = createCallClock(timeline, 'listening', lost);
    expect(clock.folds[1]).toEqual({
      startSeconds: 100,
      endSeconds: 168,
      atSeconds: 91,
      parts: [part(38), { seconds: 30, because: 'not found' }],
    });
  });

  test('does not fold what can be heard in another leg', () => {
    const lost = [{ leg: 2, startSeconds: 168, endSeconds: 172 }];
    expect(createCallClock(timeline, 'listening', lost).folds).toHaveLength(2);
  });

  test('folds what is not yours to hear, and a file that ends early', () => {
    const call = callOfLegs([
      [0, 60],
      [60, 60],
      [120, 60],
    ]);
    const legs = call.legs.map((leg) =>
      leg.leg === 2 ? { ...leg, access: 'restricted' as const } : leg,
    );
    const clock = createCallClock(createCallTimeline({ ...call, legs }), 'listening', [
      { leg: 3, startSeconds: 168, endSeconds: 180, because: 'missing from the file' },
    ]);
    expect(clock.folds.map(({ atSeconds, parts }) => [atSeconds, parts])).toEqual([
      [60, [{ seconds: 60, because: 'not yours to hear' }]],
      [108, [{ seconds: 12, because: 'missing from the file' }]],
    ]);
    expect(clock.durationSeconds).toBe(108);
    expect(clock.toCall(108), 'the end is the last second that can be heard').toBe(168);
  });

  test('has no length where nothing of the call can be heard', () => {
    const gone = [{ startSeconds: 0, endSeconds: 300 }];
    const clock = createCallClock(timeline, 'listening', gone);
    expect(clock.durationSeconds).toBe(0);
    expect(clock.toShown(200)).toBe(0);
    expect(clock.toCall(0)).toBe(0);
  });
});

function part(seconds: number) {
  return { seconds, because: 'not recorded' };
}
