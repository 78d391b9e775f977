import { expect, it } from 'vitest';
import { createLocalTime } from './local-time';

const melbourne = createLocalTime('Australia/Melbourne');
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const instant = (date: string, hours: number) =>
  new Date(melbourne.instant(dayOf(date), hours * 3600)).toISOString();

it.each([
  ['a summer morning', '2026-11-23', 10.5, '2026-11-22T23:30:00.000Z'],
  ['a winter morning', '2026-08-12', 10.5, '2026-08-12T00:30:00.000Z'],
  ['the time that comes twice, the first time', '2026-04-05', 2.5, '2026-04-04T15:30:00.000Z'],
  ['later on the day of 25 hours', '2026-04-05', 10, '2026-04-05T00:00:00.000Z'],
  ['later on the day of 23 hours', '2026-10-04', 10, '2026-10-03T23:00:00.000Z'],
])('finds the instant of %s', (_, date, hours, expected) => {
  expect(instant(date, hours)).toBe(expected);
});

it('finds when clocks were last put back, where they ever are', () => {
  const nowMs = Date.parse('2026-11-23T23:05:00Z');
  expect(melbourne.lastRepeatedHour(nowMs)).toBe(Date.parse('2026-04-04T16:00:00Z'));
  expect(createLocalTime('Etc/UTC').lastRepeatedHour(nowMs)).toBeNull();
});

it('writes both shapes of date, with the zone as it is at that moment', () => {
  const before = Date.parse('2026-04-04T15:59:59Z');
  const after = Date.parse('2026-04-04T16:00:00Z');
  expect(melbourne.sqlDate(before)).toBe('2026-04-05 02:59:59.0');
  expect(melbourne.sqlDate(after)).toBe('2026-04-05 02:00:00.0');
  expect(melbourne.javaDate(before)).toBe('Sun Apr 05 02:59:59 AEDT 2026');
  expect(melbourne.javaDate(after)).toBe('Sun Apr 05 02:00:00 AEST 2026');
});
