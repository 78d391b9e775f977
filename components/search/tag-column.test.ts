import { expect, test } from 'vitest';
import { tagColumnRem } from './tag-column';

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
