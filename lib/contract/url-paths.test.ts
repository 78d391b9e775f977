import { expect, test } from 'vitest';
import { API_PATHS, fillPath, matchPath, PAGE_PATHS } from './url-paths';

test('values are percent-encoded where they are filled in, and come back as they were sent', () => {
  const path = fillPath(API_PATHS.playLeg, { uniqueId: 'a/b 1.2', leg: 3 });
  expect(path).toBe('/api/calls/a%2Fb%201.2/legs/3/audio');
  expect(matchPath(API_PATHS.playLeg, path)).toEqual({ uniqueId: 'a%2Fb%201.2', leg: '3' });
});

test.each([
  ['/calls/1.2', { uniqueId: '1.2' }],
  ['/calls/1.2/more', null],
  ['/legato/calls/1.2', null],
  ['/calls/', null],
])('matches %s as a call: %j', (pathname, expected) => {
  expect(matchPath(PAGE_PATHS.call, pathname)).toEqual(expected);
});

test('a dot in a path is a dot', () => {
  expect(matchPath(API_PATHS.describeApi, '/api/openapi.json')).toEqual({});
  expect(matchPath(API_PATHS.describeApi, '/api/openapi-json')).toBeNull();
});

test('a prefix counts only where one may stand', () => {
  const pathname = '/legato/calls/1.2';
  expect(matchPath(PAGE_PATHS.call, pathname, { mayHavePrefix: true })).toEqual({
    uniqueId: '1.2',
  });
});
