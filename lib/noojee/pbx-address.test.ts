import { describe, expect, it } from 'vitest';
import { parameter, pbxAddress, recordingPath } from './pbx-address';

const ADDRESS = { uniqueId: '1392271611.238', leg: 2, callRecordId: null, tag: null };

describe('the address of a call to the PBX', () => {
  it('joins base, path and parameters, with or without slashes and question marks', () => {
    expect(pbxAddress('https://pbx:8080/', '/a', ['x=1', 'y=2'])).toBe(
      'https://pbx:8080/a?x=1&y=2',
    );
    expect(pbxAddress('https://pbx', '/a?z=0', ['x=1'])).toBe('https://pbx/a?z=0&x=1');
    expect(pbxAddress('https://pbx', '/a', [])).toBe('https://pbx/a');
  });

  it('replaces half a character in a tag by the replacement character', () => {
    expect(parameter('tag', 'a\uD83D')).toBe('tag=a%EF%BF%BD');
    expect(parameter('tag', '\u{1F4DE}')).toBe('tag=%F0%9F%93%9E');
  });

  it('fills every placeholder of the template, a missing tag with nothing', () => {
    expect(recordingPath('/{uniqueId}/{leg}/{leg}?t={tag}&o={other}', ADDRESS)).toBe(
      '/1392271611.238/2/2?t=&o={other}',
    );
  });

  it('does not let a value climb in the path', () => {
    expect(() => recordingPath('/a/{uniqueId}/b', { ...ADDRESS, uniqueId: '..' })).toThrow(
      expect.objectContaining({ code: 'invalid-request' }),
    );
    expect(recordingPath('/a/{uniqueId}', { ...ADDRESS, uniqueId: '../x' })).toBe('/a/..%2Fx');
  });

  it('cannot be made when the template needs a record id that the PBX did not give', () => {
    expect(() => recordingPath('/{callRecordId}', ADDRESS)).toThrow(
      expect.objectContaining({
        kind: 'bad-reply',
        message: expect.stringContaining('NOOJEE_RECORDING_PATH'),
      }),
    );
  });
});
