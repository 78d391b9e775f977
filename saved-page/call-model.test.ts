import { describe, expect, it } from 'vitest';
import { callOfLegs } from '@/components/call-time/call-fixture';
import type { ExportedLeg } from '@/lib/contract/export';
import { modelOf, slicesOf } from './call-model';

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
const model = (legs: readonly (readonly [number, number])[], told: ExportedLeg[]) => {
  const call = callOfLegs(legs);
  const { uniqueId, startedAt } = call;
  const manifest = { uniqueId, madeAt: startedAt, legs: told, files: [] };
  return modelOf({ call, manifest: { format: 'legato-call/1', ...manifest }, waves: {} });
};

describe('modelOf', () => {
  it('puts legs and gaps on the clock of the call', () => {
    const { legs, holes, durationSeconds } = model(
      [
        [9, 20],
        [60, 30],
      ],
      [exported(1), exported(2)],
    );
    expect(legs.map((leg) => [leg.startSeconds, leg.endSeconds])).toEqual([
      [9, 29],
      [60, 90],
    ]);
    expect(holes).toEqual([
      { startSeconds: 0, endSeconds: 9, because: 'not recorded' },
      { startSeconds: 29, endSeconds: 60, because: 'not recorded' },
    ]);
    expect(durationSeconds).toBe(90);
  });

  it('ends a leg where its audio does, and says why', () => {
    const { legs, holes, heardSeconds } = model(
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
    expect(heardSeconds, 'half a second is nothing').toBe(18 + 15 + 30);
    expect(holes).toEqual([
      { startSeconds: 18, endSeconds: 30, because: 'file ends early' },
      { startSeconds: 45, endSeconds: 60, because: 'broke off' },
    ]);
  });

  it('gives a leg that failed no file and its stated length', () => {
    const failed = exported(1, { status: 'failed', played: null });
    const { legs, holes } = model([[0, 30]], [failed]);
    expect(legs[0]).toMatchObject({ file: null, endSeconds: 30 });
    expect(holes).toEqual([]);
  });
});

describe('slicesOf', () => {
  it('cuts where overlapping legs begin and end, and leaves out what cannot be heard', () => {
    const { legs } = model(
      [
        [0, 20],
        [10, 30],
        [15, 5],
        [50, 5],
      ],
      [exported(1), exported(2), exported(3, { played: null }), exported(4)],
    );
    const told = slicesOf(legs).map((slice) => [
      slice.startSeconds,
      slice.endSeconds,
      slice.legs.map(({ leg }) => leg.leg).join(),
    ]);
    expect(told).toEqual([
      [0, 10, '1'],
      [10, 20, '1,2'],
      [20, 40, '2'],
      [50, 55, '4'],
    ]);
  });
});
