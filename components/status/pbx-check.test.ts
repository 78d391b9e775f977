import { expect, test } from 'vitest';
import { describeClockSkew } from './pbx-check';

test.each([
  [null, 'The PBX did not report its time', false],
  [-999, "Within a second of this server's", false],
  [4200, "4 s ahead of this server's", false],
  [-90_000, "1:30 behind this server's", true],
])('describes a skew of %s ms', (skewMs, words, isWorrying) => {
  expect(describeClockSkew(skewMs)).toEqual({ words, isWorrying });
});
