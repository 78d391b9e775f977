import { expect, test } from 'vitest';
import { formatAmount, formatDuration, speakDuration, speakPosition } from './format-duration';

test.each([
  [0, '0:00'],
  [9.9, '0:09'],
  [192, '3:12'],
  [3599, '59:59'],
  [3840, '1:04:00'],
  [11_400, '3:10:00'],
])('writes %s seconds as %s', (seconds, written) => {
  expect(formatDuration(seconds)).toBe(written);
});

test('writes the length of an element that does not know it yet as zero', () => {
  expect(formatDuration(Number.NaN)).toBe('0:00');
  expect(formatDuration(Number.POSITIVE_INFINITY)).toBe('0:00');
});

test.each([
  [0.4, '1 s'],
  [38, '38 s'],
  [59.6, '1:00'],
  [72, '1:12'],
])('writes an amount of %s seconds as %s', (seconds, written) => {
  expect(formatAmount(seconds)).toBe(written);
});

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [65, '1 minute 5 seconds'],
  [240, '4 minutes'],
  [3661, '1 hour 1 minute 1 second'],
])('speaks %s seconds as %s', (seconds, spoken) => {
  expect(speakDuration(seconds)).toBe(spoken);
});

test('speaks a position with the last unit once', () => {
  expect(speakPosition(192, 740)).toBe('3 minutes 12 seconds of 12 minutes 20');
  expect(speakPosition(65, 240)).toBe('1 minute 5 seconds of 4 minutes');
  expect(speakPosition(5, 20)).toBe('5 seconds of 20 seconds');
});
