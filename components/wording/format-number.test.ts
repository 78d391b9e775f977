import { expect, test } from 'vitest';
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
