import { describe, expect, it } from 'vitest';
import { Call } from '@/lib/contract/call';
import type { NoojeeLeg } from '@/lib/noojee/leg';
import { assembleCall } from './assemble-call';
import { createZonedIso } from './zoned-iso';

const rules = {
  systemUsers: new Set(['Administrator']),
  zonedIso: createZonedIso('Australia/Melbourne'),
};

/** 10:42:07 in Melbourne on 24 November 2026. */
const BEGUN_EPOCH_SECONDS = 1_795_477_327;
const UNIQUE_ID = `${BEGUN_EPOCH_SECONDS}.4391`;

function told(leg: number, offsetSeconds: number, more: Partial<NoojeeLeg> = {}): NoojeeLeg {
  return {
    uniqueId: UNIQUE_ID,
    leg,
    callRecordId: String(198_347 + leg),
    tag: 'INV-20418',
    username: 'Priya N.',
    source: '0491570156',
    destination: '412',
    did: '1300975707',
    direction: 'inbound',
    startedAt: rules.zonedIso((BEGUN_EPOCH_SECONDS + offsetSeconds) * 1000),
    durationSeconds: 60,
    warnings: [],
    ...more,
  };
}

describe('assembleCall', () => {
  it('begins at the unique id when the recording began 3 s or more after it', () => {
    const call = assembleCall(UNIQUE_ID, [told(1, 9)], rules);
    expect(call.startedAt).toBe('2026-11-24T10:42:07+11:00');
    expect(call.gaps).toEqual([{ startedAt: '2026-11-24T10:42:07+11:00', seconds: 9 }]);
    expect(call.durationSeconds).toBe(69);
    expect(call.recordedSeconds).toBe(60);
  });

  it.each([
    ['2 s after the unique id', UNIQUE_ID, 2],
    ['before the unique id', UNIQUE_ID, -5],
    ['more than 4 h after the unique id', UNIQUE_ID, 4 * 3600 + 1],
    ['with a unique id that holds no time', '342082345-238.234', 9],
  ])('begins at leg 1 when that started %s', (_when, uniqueId, offsetSeconds) => {
    const call = assembleCall(uniqueId, [told(1, offsetSeconds, { uniqueId })], rules);
    expect(call.startedAt).toBe(call.legs[0]?.startedAt);
    expect(call.gaps).toEqual([]);
  });

  it('accepts a recording that began exactly 4 h late', () => {
    const call = assembleCall(UNIQUE_ID, [told(1, 4 * 3600)], rules);
    expect(call.gaps[0]?.seconds).toBe(4 * 3600);
  });

  it('counts overlapping seconds once and names what lies between the legs', () => {
    const call = assembleCall(
      UNIQUE_ID,
      [told(1, 0), told(2, 50), told(3, 148), told(4, 208.5)],
      rules,
    );
    expect(call.recordedSeconds).toBe(230);
    expect(call.durationSeconds).toBe(268);
    expect(call.gaps).toEqual([{ startedAt: '2026-11-24T10:43:57+11:00', seconds: 38 }]);
  });

  it('ends with the leg that ends last, not with the highest number', () => {
    const call = assembleCall(
      UNIQUE_ID,
      [told(1, 0, { durationSeconds: 300 }), told(2, 60)],
      rules,
    );
    expect(call.endedAt).toBe('2026-11-24T10:47:07+11:00');
  });

  it('orders legs by number and agents by first appearance, without system users', () => {
    const call = assembleCall(
      UNIQUE_ID,
      [
        told(3, 180, { username: 'Fred' }),
        told(1, 0, { username: 'Administrator' }),
        told(10, 300, { username: 'Priya N.' }),
        told(2, 60),
      ],
      rules,
    );
    expect(call.legs.map((leg) => leg.leg)).toEqual([1, 2, 3, 10]);
    expect(call.agents).toEqual(['Priya N.', 'Fred']);
    expect(call.legs.map((leg) => leg.isSystemUser)).toEqual([true, false, false, false]);
  });

  it('collects every tag once and leaves empty ones out', () => {
    const legs = [told(1, 0, { tag: null }), told(2, 60, { tag: 'B' }), told(3, 120, { tag: 'B' })];
    expect(assembleCall(UNIQUE_ID, legs, rules).tags).toEqual(['B']);
  });

  it('takes facts of the call from the first leg that has them', () => {
    const call = assembleCall(UNIQUE_ID, [told(1, 0, { source: null }), told(2, 60)], rules);
    expect(call.source).toBe('0491570156');
  });

  it('keeps the first of two legs with one number and says so', () => {
    const call = assembleCall(UNIQUE_ID, [told(1, 0), told(1, 60, { callRecordId: '7' })], rules);
    expect(call.legs).toHaveLength(1);
    expect(call.warnings.map((warning) => warning.code)).toEqual(['duplicate-leg']);
  });

  it('answers what the contract describes', () => {
    const call = assembleCall(UNIQUE_ID, [told(1, 9), told(2, 100)], rules);
    expect(Call.parse(call)).toEqual(call);
  });
});
