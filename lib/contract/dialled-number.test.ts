import { describe, expect, it } from 'vitest';
import { dialledNumber, didNumber } from './dialled-number';

describe('the dialled number', () => {
  it.each([
    ['inbound', '1300975707', '412', '1300975707'],
    ['inbound', null, '412', '412'],
    ['inbound', '', '412', '412'],
    ['inbound', 'internal', '412', '412'],
    ['inbound', null, null, null],
    ['outbound', '1300975707', '0491570156', '0491570156'],
    ['outbound', '1300975707', null, null],
    ['internal', 'internal', '412', '412'],
    ['internal', 'internal', '', null],
    [null, '1300975707', '412', '412'],
  ] as const)(
    'of an %s call with DID %j and destination %j is %j',
    (direction, did, destination, expected) => {
      expect(dialledNumber({ direction, did, destination })).toBe(expected);
    },
  );
});

describe('the DID', () => {
  it.each([
    ['1300975707', '1300975707'],
    ['internal', null],
    ['', null],
    [null, null],
  ])('%j counts as %j', (did, expected) => {
    expect(didNumber({ did })).toBe(expected);
  });
});
