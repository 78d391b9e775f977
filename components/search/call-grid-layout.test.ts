import { expect, test } from 'vitest';
import { callOfLegs } from '@/components/call-time/call-fixture';
import { heightOf, tagColumnRem, toResultItems } from './call-grid-layout';

const callAt = (startedAt: string) => callOfLegs([[0, 60]], { startedAt });

test('puts a head before each day of the zone and counts its calls', () => {
  const items = toResultItems([
    callAt('2026-11-24T10:42:07+11:00'),
    callAt('2026-11-24T00:10:00+11:00'),
    callAt('2026-11-23T23:59:59+11:00'),
  ]);
  expect(
    items.map((item) => (item.type === 'day' ? [item.day, item.calls] : item.callIndex)),
  ).toEqual([['Tue 24 Nov 2026', 2], 0, 1, ['Mon 23 Nov 2026', 1], 2]);
});

test('a line stands below the heads and calls before it', () => {
  const items = toResultItems([
    callAt('2026-11-24T10:42:07+11:00'),
    callAt('2026-11-24T00:10:00+11:00'),
    callAt('2026-11-23T23:59:59+11:00'),
  ]);
  expect(items.map(({ above }) => [above.days, above.calls])).toEqual([
    [0, 0],
    [1, 0],
    [1, 1],
    [1, 2],
    [2, 2],
  ]);
  expect(heightOf({ days: 2, calls: 3 })).toBe('calc(2 * var(--day-row) + 3 * var(--call-row))');
});

test('has no lines without calls', () => {
  expect(toResultItems([])).toEqual([]);
});

test('is as wide as the widest tag', () => {
  const short = tagColumnRem([{ tags: ['INV-1'] }, { tags: [] }]);
  const long = tagColumnRem([{ tags: ['INV-1'] }, { tags: ['INVOICE-20418'] }]);
  expect(long).toBeGreaterThan(short);
  expect(tagColumnRem([{ tags: ['WWWWWWWW'] }])).toBeGreaterThan(
    tagColumnRem([{ tags: ['iiiiiiii'] }]),
  );
});

test('leaves room to say that there are more tags', () => {
  expect(tagColumnRem([{ tags: ['INV-20418', 'B'] }])).toBeGreaterThan(
    tagColumnRem([{ tags: ['INV-20418'] }]),
  );
});

test('is never narrower than its head nor endless', () => {
  expect(tagColumnRem([])).toBe(3.5);
  expect(tagColumnRem([{ tags: ['X'.repeat(200)] }])).toBe(15);
});
