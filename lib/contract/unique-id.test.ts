import { describe, expect, it } from 'vitest';
import {
  callStartMs,
  looksLikeUniqueId,
  startsAtUniqueId,
  uniqueIdEpochSeconds,
} from './unique-id';

const SECONDS = 1_795_477_327;
const UNIQUE_ID = `${SECONDS}.4391`;

describe('the epoch in a unique id', () => {
  it.each([
    ['1392271611.238', 1_392_271_611],
    ['pbx1-1392271611.238', 1_392_271_611],
    ['987654321.1', 987_654_321],
    ['342082345-238.234', null],
    ['1392271611', null],
    ['1392271611.', null],
    ['1392271611.238x', null],
    ['x1392271611.238', null],
    ['13922716110.238', null],
    ['12.5', null],
    ['abc', null],
    ['', null],
  ])('of %j is %s', (uniqueId, expected) => {
    expect(uniqueIdEpochSeconds(uniqueId)).toBe(expected);
  });
});

describe('the start of a call', () => {
  it.each([
    ['3 s', 3, true],
    ['9.5 s', 9.5, true],
    ['exactly 4 h', 4 * 3600, true],
    ['2.9 s', 2.9, false],
    ['more than 4 h', 4 * 3600 + 1, false],
    ['0 s', 0, false],
    ['-5 s', -5, false],
  ])('with a first leg %s after the unique id', (_late, seconds, isFromUniqueId) => {
    const firstLegMs = (SECONDS + seconds) * 1000;
    expect(callStartMs(UNIQUE_ID, firstLegMs)).toBe(isFromUniqueId ? SECONDS * 1000 : firstLegMs);
  });

  it('is that of the first leg where the unique id holds no time', () => {
    expect(callStartMs('342082345-238.234', 9_000)).toBe(9_000);
  });
});

describe('a call starts at its unique id', () => {
  const leg = (seconds: number) => ({ startedAt: new Date(seconds * 1000).toISOString() });
  const call = (uniqueId: string, startSeconds: number, ...legSeconds: number[]) =>
    // Only these fields are read.
    ({ uniqueId, ...leg(startSeconds), legs: legSeconds.map(leg) }) as Parameters<
      typeof startsAtUniqueId
    >[0];

  it('when its start is that second and no leg starts then', () => {
    expect(startsAtUniqueId(call(UNIQUE_ID, SECONDS, SECONDS + 60, SECONDS + 9))).toBe(true);
  });

  it.each([
    ['a leg starts at that second', call(UNIQUE_ID, SECONDS, SECONDS)],
    ['it starts with its first leg', call(UNIQUE_ID, SECONDS + 2, SECONDS + 2)],
    ['its unique id holds no time', call('342082345-238.234', SECONDS, SECONDS + 9)],
  ])('not when %s', (_why, call) => {
    expect(startsAtUniqueId(call)).toBe(false);
  });
});

describe('a text', () => {
  it.each(['1795477327.4391', '342082345-238.234', '1.2'])('%s looks like a unique id', (text) => {
    expect(looksLikeUniqueId(text)).toBe(true);
  });

  it.each(['INV-20418', '20418', '1.2.3', '.5', '', 'x1795477327.4391'])(
    '%j does not look like one',
    (text) => expect(looksLikeUniqueId(text)).toBe(false),
  );
});
