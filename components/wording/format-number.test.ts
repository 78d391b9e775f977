import { expect, test } from 'vitest';
import { formatCounted, formatShare, speakShare } from './format-count';
import { formatCaller, formatNumber } from './format-number';

test.each([
  ['0491570156', '0491 570 156'],
  ['+61491570156', '0491 570 156'],
  ['61491570156', '0491 570 156'],
  ['0370100400', '(03) 7010 0400'],
  ['+61 3 7010 0400', '(03) 7010 0400'],
  ['1300975707', '1300 975 707'],
  ['1800975711', '1800 975 711'],
  ['131114', '13 11 14'],
  ['412', 'ext 412'],
  ['7601', 'ext 7601'],
  ['+12125550123', '+12125550123'],
  ['SIP/412-0001', 'SIP/412-0001'],
  ['<b>412</b>', '<b>412</b>'],
  ['123456', '123456'],
])('writes %s as %s', (sent, written) => {
  expect(formatNumber(sent)).toBe(written);
});

test.each([null, '', ' ', 'anonymous', 'Withheld'])('says that %j is no caller id', (sent) => {
  expect(formatCaller(sent)).toBe('No caller id');
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
