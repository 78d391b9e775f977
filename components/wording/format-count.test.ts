import { expect, test } from 'vitest';
import { formatCounted, formatShare, speakShare } from './format-count';

test.each([
  [651, 740, '87 %'],
  [29, 100, '29 %'],
  [739.9, 740, '99 %'],
  [741, 740, '100 %'],
  [0, 0, '100 %'],
])('%d of %d is %s', (part, whole, written) => {
  expect(formatShare(part, whole)).toBe(written);
});

test('rounds a share down and says 100 only if nothing is missing', () => {
  expect(formatShare(9995, 10_000)).toBe('99 %');
  expect(formatShare(372, 372)).toBe('100 %');
  expect(formatShare(0, 0)).toBe('100 %');
  expect(speakShare(92.9, 100)).toBe('92 per cent');
});

test('counts with thousands and the right noun', () => {
  expect(formatCounted(1, 'leg')).toBe('1 leg');
  expect(formatCounted(1287, 'call')).toBe('1,287 calls');
  expect(formatCounted(2, 'reply', 'replies')).toBe('2 replies');
});
