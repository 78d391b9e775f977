import { expect, test } from 'vitest';
import { callOfLegs } from '@/components/call-time/call-fixture';
import { toResultItems } from './result-items';

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

test('has no lines without calls', () => {
  expect(toResultItems([])).toEqual([]);
});
