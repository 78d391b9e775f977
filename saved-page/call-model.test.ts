import { expect, it } from 'vitest';
import { callOfLegs } from '@/components/call-time/call-fixture';
import type { ExportedLeg } from '@/lib/contract/export';
import { modelOf } from './call-model';

const file = { bytes: 1, sha256: '' };
const exported = (leg: number, fields: Partial<ExportedLeg> = {}): ExportedLeg => ({
  leg,
  status: 'complete',
  played: { file: `legs/0${leg}.wav`, ...file },
  original: null,
  audioSeconds: null,
  problem: null,
  ...fields,
});
const model = (times: readonly (readonly [number, number])[], legs: ExportedLeg[]) => {
  const call = callOfLegs(times);
  const { uniqueId, startedAt } = call;
  const manifest = {
    format: 'legato-call/1' as const,
    uniqueId,
    madeAt: startedAt,
    legs,
    files: [],
  };
  return modelOf({ call, manifest, waves: {} });
};

it('ends a leg where its audio does, and says whether it broke off', () => {
  const { legs, shortEnds, heldSeconds } = model(
    [
      [0, 30],
      [30, 30],
      [60, 30],
    ],
    [
      exported(1, { audioSeconds: 18 }),
      exported(2, { audioSeconds: 15, status: 'broken-off' }),
      exported(3, { audioSeconds: 29.5 }),
    ],
  );
  expect(legs.map((leg) => leg.endSeconds)).toEqual([18, 45, 89.5]);
  expect(heldSeconds, 'half a second is nothing').toBe(18 + 15 + 30);
  expect(shortEnds).toEqual([
    { leg: 1, startSeconds: 18, endSeconds: 30, isBrokenOff: false },
    { leg: 2, startSeconds: 45, endSeconds: 60, isBrokenOff: true },
  ]);
});

it('lasts as long as the longest file', () => {
  const { durationSeconds, legs } = model([[0, 30]], [exported(1, { audioSeconds: 34 })]);
  expect(durationSeconds).toBe(34);
  expect(legs[0]).toMatchObject({ endSeconds: 34, length: { from: 'measured' } });
});

it('counts a file whose stated length is 0, and what follows it', () => {
  const { gaps, heldSeconds, durationSeconds } = model(
    [
      [0, 0],
      [120, 30],
    ],
    [exported(1, { audioSeconds: 120 }), exported(2, { audioSeconds: 30 })],
  );
  expect(gaps).toEqual([]);
  expect(durationSeconds).toBe(150);
  expect(heldSeconds).toBe(150);
});

it('gives a leg that failed no file and its stated length', () => {
  const failed = exported(1, { status: 'failed', played: null, audioSeconds: null });
  const { legs, audible, shortEnds, heldSeconds } = model(
    [
      [0, 30],
      [30, 10],
    ],
    [failed, exported(2)],
  );
  expect(legs[0]).toMatchObject({ file: null, endSeconds: 30, ownerClass: 'owner-system' });
  expect(audible.map(({ leg }) => leg.leg)).toEqual([2]);
  expect(shortEnds).toEqual([]);
  expect(heldSeconds).toBe(10);
});

it('finds overlaps among the legs that can be heard', () => {
  const { overlaps, heldSeconds } = model(
    [
      [0, 20],
      [10, 30],
      [12, 5],
    ],
    [exported(1), exported(2), exported(3, { status: 'failed', played: null })],
  );
  expect(overlaps).toEqual([{ startSeconds: 10, endSeconds: 20, legs: [1, 2] }]);
  expect(heldSeconds, 'a second counts once').toBe(40);
});
