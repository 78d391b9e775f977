import { expect, test } from 'vitest';
import { RANGE_FILE_BYTES, RANGE_VECTORS } from './range-vectors';
import { parseRange } from './serve-recording';

test.each(RANGE_VECTORS)('reads %j', (header, answer) => {
  const range = parseRange(header.trim(), RANGE_FILE_BYTES);
  if (answer === 200) expect(range).toEqual({ kind: 'whole' });
  else if (answer === 416) expect(range).toEqual({ kind: 'unsatisfiable' });
  else expect(range).toEqual({ kind: 'part', start: answer[0], end: answer[1] + 1 });
});

test('gives the whole file without a header', () => {
  expect(parseRange(undefined, RANGE_FILE_BYTES)).toEqual({ kind: 'whole' });
});

test.each([
  ['bytes=0-1,5-6'],
  ['bytes=0-,0-,0-,0-'],
  [`bytes=${Array.from({ length: 1_300 }, (_, index) => `${index}-`).join(',')}`],
])('gives the whole file for several ranges, however many overlap', (header) => {
  expect(parseRange(header, RANGE_FILE_BYTES)).toEqual({ kind: 'whole' });
});
