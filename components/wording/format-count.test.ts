import { expect, test } from 'vitest';
import { formatShare } from './format-count';

test.each([
  [651, 740, '87 %'],
  [29, 100, '29 %'],
  [739.9, 740, '99 %'],
  [741, 740, '100 %'],
  [0, 0, '100 %'],
])('%d of %d is %s', (part, whole, written) => {
  expect(formatShare(part, whole)).toBe(written);
});
