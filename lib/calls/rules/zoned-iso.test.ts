import { describe, expect, it } from 'vitest';
import { createZonedIso } from './zoned-iso';

const melbourne = createZonedIso('Australia/Melbourne');

describe('createZonedIso', () => {
  it('tells the two readings of the repeated hour apart', () => {
    // Summer time ends on 5 April 2026 at 03:00 AEDT, which is 16:00 UTC the day before.
    expect(melbourne(Date.UTC(2026, 3, 4, 15, 30))).toBe('2026-04-05T02:30:00+11:00');
    expect(melbourne(Date.UTC(2026, 3, 4, 16, 30))).toBe('2026-04-05T02:30:00+10:00');
  });

  it('gives the same answer when a quarter of an hour is asked for again', () => {
    const iso = createZonedIso('Australia/Adelaide');
    const epochMs = Date.UTC(2026, 6, 1, 0, 7, 9);
    expect([iso(epochMs), iso(epochMs)]).toEqual(Array(2).fill('2026-07-01T09:37:09+09:30'));
  });
});
