import { expect, it } from 'vitest';
import { pathForLog } from './path-for-log';

it.each([
  ['/api/calls?tag=INV-20418', '/api/calls'],
  ['/api/calls/1392271611.238', '/api/calls/{uniqueId}'],
  ['/api/calls/1392271611.238/legs/2/audio?download', '/api/calls/{uniqueId}/legs/{leg}/audio'],
  ['/calls/1392271611.238?leg=2&t=35', '/calls/{uniqueId}'],
  ['/', '/'],
  ['/api/calls/1392271611.238/no-such-thing', '(other)'],
  ['/INV-20418', '(other)'],
  ['', '(other)'],
])('of %s the log has %s', (address, path) => {
  expect(pathForLog(address)).toBe(path);
});
