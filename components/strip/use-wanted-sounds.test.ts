import { expect, test } from 'vitest';
import { callOfLegs } from '@/components/call-time/call-fixture';
import { createCallTimeline } from '@/components/call-time/call-timeline';
import { wantedLegs } from './use-wanted-sounds';

const { legs } = createCallTimeline(
  callOfLegs([
    [0, 100],
    [100, 100],
    [200, 100],
    [300, 100],
    [400, 100],
  ]),
);

test('asks for the selected leg first, then the following, then the earlier ones backwards', () => {
  expect(wantedLegs(legs, { startSeconds: 0, endSeconds: 500 }, 3)).toEqual([3, 4, 5, 2, 1]);
});

test('asks only for legs in the window, and for the one that plays', () => {
  expect(wantedLegs(legs, { startSeconds: 100, endSeconds: 200 }, 2)).toEqual([2]);
  expect(wantedLegs(legs, { startSeconds: 350, endSeconds: 450 }, 1)).toEqual([1, 4, 5]);
});

test('does not ask for a leg that is not yours to hear', () => {
  const some = legs.map((placed) =>
    placed.leg.leg === 2
      ? { ...placed, leg: { ...placed.leg, access: 'restricted' as const } }
      : placed,
  );
  expect(wantedLegs(some, { startSeconds: 0, endSeconds: 500 }, 2)).toEqual([5, 4, 3, 1].reverse());
});
