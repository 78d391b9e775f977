import { describe, expect, it } from 'vitest';
import { CallCursor } from './call-cursor';
import {
  parseAsOf,
  parseAudioQuery,
  parseCallPart,
  parseCallQuery,
  parseLegNumber,
  parseUniqueId,
} from './parse-request';

const parse = (query: string) => parseCallQuery(new URLSearchParams(query));

describe('parseCallQuery', () => {
  it('reads a tag with every character', () => {
    expect(parse(`tag=${encodeURIComponent('a&b=c/ü#1')}`)).toEqual({
      ok: true,
      value: { tag: 'a&b=c/ü#1' },
    });
  });

  it('takes blanks for a part of the name, as the PBX may list it so', () => {
    expect(parse('uniqueId=%201392271611.238%0A')).toEqual({
      ok: true,
      value: { uniqueId: ' 1392271611.238\n' },
    });
  });

  it.each(['', 'q=1', 'tag=', 'tag=%20', 'uniqueId=', 'tag=a&uniqueId=1.2', 'tag=a&tag=b'])(
    'refuses "%s" with a sentence',
    (query) => {
      expect(parse(query)).toEqual({ ok: false, message: expect.stringMatching(/\.|…/) });
    },
  );

  it('refuses a tag that is too long', () => {
    expect(parse(`tag=${'x'.repeat(5_001)}`)).toMatchObject({ ok: false });
  });
});

describe('parseUniqueId', () => {
  it.each(['1392271611.238', '342082345-238.234', 'a/b%c'])('reads "%s"', (text) => {
    expect(parseUniqueId(text)).toEqual({ ok: true, value: text });
  });

  it.each([' ', '9'.repeat(2_001), '語'.repeat(900)])('refuses "%s"', (text) => {
    expect(parseUniqueId(text)).toMatchObject({ ok: false });
  });
});

describe('parseLegNumber', () => {
  it.each(['0', '-1', '1.5', '01', 'abc', '', '9999999'])('refuses "%s"', (text) => {
    expect(parseLegNumber(text)).toMatchObject({ ok: false });
  });

  it('reads a number from 1', () => {
    expect(parseLegNumber('12')).toEqual({ ok: true, value: 12 });
  });
});

describe('parseAudioQuery', () => {
  const read = (query: string) => parseAudioQuery(new URLSearchParams(query));

  it.each([
    ['', { isDownload: false, side: null, isOriginal: false }],
    ['download', { isDownload: true, side: null, isOriginal: false }],
    ['side=left', { isDownload: false, side: 'left', isOriginal: false }],
    ['side=right&download=1&x=y', { isDownload: true, side: 'right', isOriginal: false }],
    ['original&download', { isDownload: true, side: null, isOriginal: true }],
  ])('reads %j', (query, value) => {
    expect(read(query)).toEqual({ ok: true, value });
  });

  it.each([
    'side',
    'side=',
    'side=both',
    'side=Left',
    'side=left&side=right',
    'original&side=left',
  ])('refuses %j', (query) => {
    expect(read(query).ok).toBe(false);
  });
});

describe('the part of a search', () => {
  const read = (query: string) => parseCallPart(new URLSearchParams(query));

  it('is all of it where nothing is said', () => {
    expect(read('tag=A')).toEqual({ ok: true, value: { limit: undefined, after: undefined } });
  });

  it('is read from limit and cursor as an answer gave it', () => {
    const after = { startSeconds: 1_795_477_327, uniqueId: '1795477327.4391' };
    const cursor = encodeURIComponent(CallCursor.encode(after));
    expect(read(`limit=200&cursor=${cursor}`)).toEqual({ ok: true, value: { limit: 200, after } });
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=9999999999',
    'limit=-1',
    'limit=1.5',
    'limit=ten',
    'limit=',
    'limit=1&limit=2',
    'cursor=',
    'cursor=~1.2',
    'cursor=5',
    'cursor=5~',
    `cursor=5~${'9'.repeat(2_020)}`,
    'cursor=5~1.2&cursor=6~1.2',
  ])('is refused as %s', (query) => {
    expect(read(query).ok).toBe(false);
  });
});

describe('parseAsOf', () => {
  const asOf = (query: string) => parseAsOf(new URLSearchParams(query));

  it.each([
    ['', null],
    ['day=2026-11-26', '2026-11-26'],
    ['day=2028-02-29', '2028-02-29'],
  ])('reads "%s"', (query, value) => {
    expect(asOf(query)).toEqual({ ok: true, value });
  });

  it.each([
    ['day=', /^The day is empty/],
    ['day=yesterday', /^This is no day/],
    ['day=26-11-2026', /^This is no day/],
    ['day=12026-11-26', /^This is no day/],
    ['day=2026-02-30', /^The calendar has no 2026-02-30/],
    ['day=2026-02-29', /^The calendar has no 2026-02-29/],
    ['day=2026-13-01', /^The calendar has no 2026-13-01/],
    ['day=2026-11-26&day=2026-11-27', /^Give one day and nothing else/],
    ['date=2026-11-26', /^Give one day and nothing else/],
  ])('refuses "%s" with a sentence of its own', (query, message) => {
    expect(asOf(query)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });
});
