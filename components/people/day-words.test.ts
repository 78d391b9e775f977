import { expect, test } from 'vitest';
import {
  dayNumber,
  dayOfNumber,
  describeDays,
  formatLongDate,
  formatSeen,
  readDayField,
} from './day-words';

const today = '2026-11-24';
const span = (firstDay: string, lastDay: string | null) => ({ firstDay, lastDay });

test.each([
  [[span('2025-11-01', null)], 'since 1 Nov 2025'],
  [[span('2026-03-02', '2026-12-18')], 'to 18 Dec 2026'],
  [[span('2025-11-01', '2026-02-28'), span('2026-05-04', null)], 'again since 4 May'],
  [[span('2026-02-01', '2026-06-30')], '1 Feb – 30 Jun'],
  [[span('2026-12-01', null)], 'from 1 Dec 2026'],
  [[span('2026-11-24', '2026-11-24')], 'to 24 Nov 2026'],
])('%j is %s', (days, words) => {
  expect(describeDays(days, today)).toBe(words);
});

test.each([
  [null, 'Never'],
  ['2026-11-24T13:44:10.000+11:00', 'Today 13:44'],
  ['2026-11-23T16:51:00.000+11:00', 'Mon 16:51'],
  ['2026-11-12T16:51:00.000+11:00', '12 Nov'],
  ['2025-11-12T16:51:00.000+11:00', '12 Nov 2025'],
])('%s was %s', (iso, words) => {
  expect(formatSeen(iso, today)).toBe(words);
});

test('a day is a number and back', () => {
  expect(dayOfNumber(dayNumber(today) + 7)).toBe('2026-12-01');
  expect(formatLongDate(today)).toBe('Tue 24 Nov 2026');
});

test.each([
  ['2026-11-24', false, { ok: true, value: today }],
  ['', false, { ok: false, message: 'Choose a day.' }],
  ['', true, { ok: false, message: expect.stringMatching(/^This is no whole day/) }],
  // A browser without a calendar of its own shows a field of text.
  ['2026-02-30', false, { ok: false, message: expect.stringMatching(/^The calendar has no/) }],
])('a field with "%s", bad: %s', (value, badInput, read) => {
  expect(readDayField({ value, validity: { badInput } })).toEqual(read);
});
