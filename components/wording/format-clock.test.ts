import { expect, test } from 'vitest';
import { formatClock, formatDay, formatMoment, formatZone, formatZonedClock } from './format-clock';
import { isRepeatedTime, toZonedIso } from './zoned-time';

const MELBOURNE = 'Australia/Melbourne';

test('shows the time on the wall, without a zone where it is plain', () => {
  expect(formatClock('2026-11-24T10:42:07+11:00', MELBOURNE)).toBe('10:42:07');
});

test('names the zone in the hour that repeats when summer time ends', () => {
  expect(formatClock('2026-04-05T02:14:09+11:00', MELBOURNE)).toBe('02:14:09 AEDT');
  expect(formatClock('2026-04-05T02:14:09+10:00', MELBOURNE)).toBe('02:14:09 AEST');
  expect(formatClock('2026-04-05T01:59:59+11:00', MELBOURNE)).toBe('01:59:59');
  expect(formatClock('2026-04-05T03:00:00+10:00', MELBOURNE)).toBe('03:00:00');
});

test('names the zone once where it is always named', () => {
  expect(formatZonedClock('2026-04-05T02:14:09+10:00', MELBOURNE)).toBe('02:14:09 AEST');
  expect(formatZonedClock('2026-11-24T10:42:07+11:00', MELBOURNE)).toBe('10:42:07 AEDT');
});

test('sees no repeated hour where the clocks go forward', () => {
  expect(isRepeatedTime('2026-10-04T03:10:00+11:00', MELBOURNE)).toBe(false);
  expect(isRepeatedTime('2026-10-04T01:50:00+10:00', MELBOURNE)).toBe(false);
});

test('knows the half hour that repeats on Lord Howe Island', () => {
  expect(isRepeatedTime('2026-04-05T01:45:00+11:00', 'Australia/Lord_Howe')).toBe(true);
  expect(isRepeatedTime('2026-04-05T01:15:00+11:00', 'Australia/Lord_Howe')).toBe(false);
});

test('writes a day without commas and September in three letters', () => {
  expect(formatDay('2026-11-24T10:42:07+11:00')).toBe('Tue 24 Nov 2026');
  expect(formatDay('2026-09-01T00:00:00+10:00')).toBe('Tue 1 Sep 2026');
});

test('writes a moment with its zone', () => {
  expect(formatMoment('2026-11-24T10:42:07+11:00', MELBOURNE)).toBe(
    'Tue 24 Nov 2026, 10:42:07 AEDT',
  );
});

test('names the zone once for all times of a screen', () => {
  expect(formatZone(MELBOURNE, ['2026-11-24T10:42:07+11:00', '2026-11-25T09:00:00+11:00'])).toBe(
    'Melbourne, AEDT (UTC+11)',
  );
  expect(formatZone(MELBOURNE, ['2026-11-24T10:42:07+11:00', '2026-07-25T09:00:00+10:00'])).toBe(
    'Melbourne, AEST (UTC+10) and AEDT (UTC+11)',
  );
  expect(formatZone('Australia/Adelaide', ['2026-07-24T10:00:00+09:30'])).toBe(
    'Adelaide, ACST (UTC+9:30)',
  );
  expect(formatZone('America/New_York', ['2026-11-24T10:00:00-05:00'])).toBe('New York, UTC−5');
});

test('turns the seconds of a unique id into a moment of the zone', () => {
  expect(toZonedIso(1_795_477_327_000, MELBOURNE)).toBe('2026-11-24T10:42:07+11:00');
  expect(toZonedIso(1_795_477_327_000, 'UTC')).toBe('2026-11-23T23:42:07+00:00');
});
