import { describe, expect, it } from 'vitest';
import { Call } from '@/lib/contract/call';
import type { NoojeeLeg } from '@/lib/noojee/leg';
import { assembleCall } from './assemble-call';
import { createZonedIso } from './zoned-iso';

const rules = {
  systemUsers: new Set(['administrator']),
  zonedIso: createZonedIso('Australia/Melbourne'),
};

/** 10:42:07 in Melbourne on 24 November 2026. */
const BEGUN_EPOCH_SECONDS = 1_795_477_327;
const UNIQUE_ID = `${BEGUN_EPOCH_SECONDS}.4391`;

function reported(leg: number, offsetSeconds: number, more: Partial<NoojeeLeg> = {}): NoojeeLeg {
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

const assembleOpen = (uniqueId: string, legs: NoojeeLeg[]) =>
  assembleCall(uniqueId, { open: legs, restricted: [] }, rules);

describe('assembleCall', () => {
  it('begins at the unique id when the recording began 3 s or more after it', () => {
    const call = assembleOpen(UNIQUE_ID, [reported(1, 9)]);
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
    const call = assembleOpen(uniqueId, [reported(1, offsetSeconds, { uniqueId })]);
    expect(call.startedAt).toBe(call.legs[0]?.startedAt);
    expect(call.gaps).toEqual([]);
  });

  it('accepts a recording that began exactly 4 h late', () => {
    const call = assembleOpen(UNIQUE_ID, [reported(1, 4 * 3600)]);
    expect(call.gaps[0]?.seconds).toBe(4 * 3600);
  });

  it('counts overlapping seconds once and names what lies between the legs', () => {
    const call = assembleOpen(UNIQUE_ID, [
      reported(1, 0),
      reported(2, 50),
      reported(3, 148),
      reported(4, 208.5),
    ]);
    expect(call.recordedSeconds).toBe(230);
    expect(call.durationSeconds).toBe(268);
    expect(call.gaps).toEqual([{ startedAt: '2026-11-24T10:43:57+11:00', seconds: 38 }]);
  });

  it('ends with the leg that ends last, not with the highest number', () => {
    const call = assembleOpen(UNIQUE_ID, [
      reported(1, 0, { durationSeconds: 300 }),
      reported(2, 60),
    ]);
    expect(call.endedAt).toBe('2026-11-24T10:47:07+11:00');
  });

  it('orders legs by number and agents by first appearance, without system users', () => {
    const call = assembleOpen(UNIQUE_ID, [
      reported(3, 180, { username: 'Fred' }),
      reported(1, 0, { username: 'Administrator' }),
      reported(10, 300, { username: 'Priya N.' }),
      reported(2, 60),
    ]);
    expect(call.legs.map((leg) => leg.leg)).toEqual([1, 2, 3, 10]);
    expect(call.agents).toEqual(['Priya N.', 'Fred']);
    expect(call.legs.map((leg) => leg.isSystemUser)).toEqual([true, false, false, false]);
  });

  it('collects every tag once and leaves empty ones out', () => {
    const legs = [
      reported(1, 0, { tag: null }),
      reported(2, 60, { tag: 'B' }),
      reported(3, 120, { tag: 'B' }),
    ];
    expect(assembleOpen(UNIQUE_ID, legs).tags).toEqual(['B']);
  });

  it('takes facts of the call from the first leg that has them', () => {
    const call = assembleOpen(UNIQUE_ID, [reported(1, 0, { source: null }), reported(2, 60)]);
    expect(call.source).toBe('0491570156');
  });

  it('keeps the first of two legs with one number and says so', () => {
    const call = assembleOpen(UNIQUE_ID, [reported(1, 0), reported(1, 60, { callRecordId: '7' })]);
    expect(call.legs).toHaveLength(1);
    expect(call.warnings.map((warning) => warning.code)).toEqual(['duplicate-leg']);
  });

  it('says of many legs with one number only how many more there are', () => {
    const legs = Array.from({ length: 1_001 }, (_, id) =>
      reported(1, 0, { callRecordId: `${id}` }),
    );
    const { warnings } = assembleOpen(UNIQUE_ID, legs);
    expect(warnings).toHaveLength(21);
    expect(warnings[20]?.message).toBe('And 980 more.');
  });

  it('answers what the contract describes', () => {
    const call = assembleOpen(UNIQUE_ID, [reported(1, 9), reported(2, 100)]);
    expect(Call.parse(call)).toEqual(call);
  });
});

describe('assembleCall, where a leg is restricted', () => {
  const secret = reported(2, 70, {
    tag: 'SECRET-TAG',
    username: 'Secret Agent',
    source: '0400000001',
    destination: '0400000002',
    did: '0400000003',
    callRecordId: '0400000004',
    direction: 'outbound',
    warnings: [{ code: 'secret', message: 'SECRET-WARNING' }],
  });
  const open = [reported(1, 0, { direction: null }), reported(3, 150)];
  const call = assembleCall(UNIQUE_ID, { open, restricted: [secret] }, rules);

  it('shows number, start and duration of it, and nothing else', () => {
    const { leg, startedAt, durationSeconds, access, warnings, ...rest } = call.legs[1] ?? {};
    expect({ leg, startedAt, durationSeconds, access, warnings }).toEqual({
      leg: 2,
      startedAt: '2026-11-24T10:43:17+11:00',
      durationSeconds: 60,
      access: 'restricted',
      warnings: [],
    });
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
    expect(Call.parse(call)).toEqual(call);
  });

  it('lets nothing of it into facts, kinds and warnings, and guesses no kind after it', () => {
    expect(JSON.stringify(call)).not.toMatch(/secret|04000000/i);
    expect(call.direction).toBe('inbound');
    expect(call.legs[0]?.kind?.name).toBe('answered');
    expect(call.legs[2]?.kind?.name).toBe('unknown');
  });

  it('counts it towards span, coverage and gaps', () => {
    expect(call.recordedSeconds).toBe(180);
    expect(call.gaps.map(({ seconds }) => seconds)).toEqual([10, 20]);
    const late = assembleCall(UNIQUE_ID, { open: [reported(1, 0)], restricted: [secret] }, rules);
    expect(late.endedAt).toBe('2026-11-24T10:44:17+11:00');
  });

  it('shows a number once, and the open leg where both have it', () => {
    const twice = { open, restricted: [{ ...secret, leg: 3 }, secret, secret] };
    const legs = assembleCall(UNIQUE_ID, twice, rules).legs.map(({ leg, access }) => [leg, access]);
    expect(legs).toEqual([
      [1, 'open'],
      [2, 'restricted'],
      [3, 'open'],
    ]);
  });
});
