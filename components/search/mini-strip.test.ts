import { expect, test } from 'vitest';
import { callOfLegs } from '@/components/call-time/call-fixture';
import type { Call } from '@/lib/contract/call';
import { layoutMiniStrip, miniScaleSeconds } from './mini-strip';

const place = (call: Call) =>
  layoutMiniStrip(call, 900).blocks.map(({ kind, leg, left, width, top, height }) => [
    leg ? leg.leg : kind,
    left,
    width,
    top,
    height,
  ]);

test('draws legs and gaps to scale, the system half as high on the ground', () => {
  const call = callOfLegs([
    [90, 90],
    [180, 450],
  ]);
  expect(place(call)).toEqual([
    ['gap', 0, 0.1, 0, 1],
    [1, 0.1, 0.1, 0.5, 0.5],
    [2, 0.2, expect.closeTo(0.5), 0, 1],
  ]);
});

/** No leg is the system's, so that all are of full height. */
function ofAgents(legs: [number, number][]) {
  const call = callOfLegs(legs);
  return { ...call, legs: call.legs.map((leg) => ({ ...leg, isSystemUser: false })) };
}

test('draws a leg of unknown length to the next as unknown, and no gap in its place', () => {
  const call = ofAgents([
    [0, 0],
    [450, 180],
  ]);
  expect(
    layoutMiniStrip(call, 900).blocks.map(({ kind, left, width }) => [kind, left, width]),
  ).toEqual([
    ['unknown', 0, 0.5],
    ['leg', 0.5, expect.closeTo(0.2)],
  ]);
});

test('draws a leg as long as it was measured, where the server knows that', () => {
  const call = ofAgents([
    [0, 1],
    [450, 180],
  ]);
  const legs = call.legs.map((leg) => (leg.leg === 1 ? { ...leg, measuredSeconds: 450 } : leg));
  const { blocks } = layoutMiniStrip({ ...call, legs }, 900);
  expect(blocks.map(({ kind, left, width }) => [kind, left, width])).toEqual([
    ['leg', 0, 0.5],
    ['leg', 0.5, expect.closeTo(0.2)],
  ]);
});

test('gives the earlier leg the upper part of the seconds that two share', () => {
  const call = ofAgents([
    [0, 450],
    [360, 180],
  ]);
  expect(place(call)).toEqual([
    [1, 0, 0.4, 0, 1],
    [1, 0.4, expect.closeTo(0.1), 0, 0.5],
    [2, 0.4, expect.closeTo(0.1), 0.5, 0.5],
    [2, 0.5, expect.closeTo(0.1), 0, 1],
  ]);
});

test('marks only the real edges of a leg that is cut by an overlap', () => {
  const call = ofAgents([
    [0, 450],
    [360, 180],
  ]);
  expect(layoutMiniStrip(call, 900).blocks.map((block) => [block.isStart, block.isEnd])).toEqual([
    [true, false],
    [false, true],
    [true, false],
    [false, true],
  ]);
});

test('cuts a long call off at the edge and says so', () => {
  const strip = layoutMiniStrip(
    callOfLegs([
      [0, 450],
      [450, 900],
      [1350, 60],
    ]),
    900,
  );
  expect(strip.isTorn).toBe(true);
  expect(strip.blocks.map(({ left, width }) => [left, width])).toEqual([
    [0, 0.5],
    [0.5, 0.5],
  ]);
  expect(layoutMiniStrip(callOfLegs([[0, 900]]), 900).isTorn).toBe(false);
});

test('shows 30 minutes when more than a tenth of the calls are longer than 15', () => {
  const calls = (long: number) =>
    Array.from({ length: 10 }, (_, index) => ({ durationSeconds: index < long ? 901 : 900 }));
  expect(miniScaleSeconds(calls(1))).toBe(900);
  expect(miniScaleSeconds(calls(2))).toBe(1800);
  expect(miniScaleSeconds([])).toBe(900);
});
