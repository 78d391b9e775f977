import { expect, test } from 'vitest';
import type { Intervals } from '@/lib/contract/intervals';
import { callOfLegs } from './call-fixture';
import { createCallTimeline } from './call-timeline';
import { heardInCall } from './heard-in-call';

const of = (legs: [number, number][], heard: [number, Intervals][], lost = {}) =>
  heardInCall(
    createCallTimeline(callOfLegs(legs)),
    new Map(heard),
    [lost].flatMap((one) => ('startSeconds' in one ? [one as never] : [])),
  );

test('what was heard of legs lies where they lie in the call, and gaps are neither heard nor unheard', () => {
  expect(
    of(
      [
        [0, 60],
        [80, 60],
      ],
      [
        [1, [[10, 60]]],
        [2, [[0, 30]]],
      ],
    ),
  ).toEqual({
    heard: [
      { startSeconds: 10, endSeconds: 60 },
      { startSeconds: 80, endSeconds: 110 },
    ],
    unheard: [
      { startSeconds: 0, endSeconds: 10 },
      { startSeconds: 110, endSeconds: 140 },
    ],
    heardSeconds: 80,
    audibleSeconds: 120,
  });
});

test('a second that two legs share is heard where one of them was', () => {
  const { unheard, audibleSeconds } = of(
    [
      [0, 60],
      [40, 60],
    ],
    [[2, [[0, 60]]]],
  );
  expect(unheard).toEqual([{ startSeconds: 0, endSeconds: 40 }]);
  expect(audibleSeconds).toBe(100);
});

test('slivers are heard, and what lies past the end of a leg is not counted', () => {
  const found = of(
    [[0, 60]],
    [
      [
        1,
        [
          [0.4, 20],
          [20.6, 75],
        ],
      ],
    ],
  );
  expect(found.unheard).toEqual([]);
  expect(found.heardSeconds).toBe(60);
});

test('what has no audio is not left to hear', () => {
  const found = of([[0, 60]], [], { startSeconds: 40, endSeconds: 60, leg: 1 });
  expect(found.unheard).toEqual([{ startSeconds: 0, endSeconds: 40 }]);
});
