import { describe, expect, test } from 'vitest';
import { parseDeepLink } from './deep-link';

const legs = [
  { leg: 1, foundSeconds: null },
  { leg: 2, foundSeconds: 40.5 },
  { leg: 4, foundSeconds: 10 },
];
const parse = (search: string) => parseDeepLink(new URLSearchParams(search), legs);

describe('a link to a moment', () => {
  test('names a leg and the seconds into it', () => {
    expect(parse('leg=2&t=35')).toEqual({ moment: { leg: 2, offsetSeconds: 35 }, notice: null });
    expect(parse('leg=2')).toEqual({ moment: { leg: 2, offsetSeconds: 0 }, notice: null });
    expect(parse('t=12.5')).toEqual({ moment: { leg: 1, offsetSeconds: 12.5 }, notice: null });
  });

  test('may name a range, which goes on after the leg', () => {
    const range = { leg: 2, offsetSeconds: 35, endOffsetSeconds: 52 };
    expect(parse('leg=2&t=35-52')).toEqual({ moment: range, notice: null });
    expect(parse('leg=2&t=35-20')).toEqual({
      moment: { leg: 2, offsetSeconds: 35 },
      notice: 'The range in the link ends before it begins. Showing its start.',
    });
  });

  test('is followed past what is stated: only a length that was found out moves it', () => {
    expect(parse('leg=1&t=999')).toEqual({
      moment: { leg: 1, offsetSeconds: 999 },
      notice: null,
    });
  });

  test('is absent where the address names none', () => {
    expect(parse('')).toEqual({ moment: null, notice: null });
    expect(parseDeepLink(new URLSearchParams('leg=1'), [])).toEqual({ moment: null, notice: null });
  });

  test.each([
    ['leg=2&t=999', 2, 40, 'Leg 2 is 0:40 long. Showing its end.'],
    ['leg=2&t=-5', 2, 0, 'The link asks for a moment before leg 2 begins. Showing its start.'],
    ['leg=9&t=5', 4, 0, 'This call has no leg 9. Showing leg 4.'],
    ['leg=3', 2, 0, 'This call has no leg 3. Showing leg 2.'],
    ['leg=0', 1, 0, 'This call has no leg 0. Showing leg 1.'],
    [
      'leg=2&t=soon',
      2,
      0,
      'The link asks for the moment “soon”, which is not a number of seconds.',
    ],
  ])('%s is moved to what exists, and says so', (search, leg, offsetSeconds, notice) => {
    expect(parse(search)).toEqual({ moment: { leg, offsetSeconds }, notice });
  });

  test('counts the legs where a link asks for one after the last', () => {
    const notice = (count: number) =>
      parseDeepLink(new URLSearchParams('leg=9'), legs.slice(0, count)).notice;
    expect(notice(2)).toBe('This call has 2 legs, not 9. Showing leg 2.');
    expect(notice(1)).toBe('This call has 1 leg, not 9. Showing leg 1.');
  });

  test.each(['leg=two', 'leg=', 'leg=1e3', 'leg=%3Cb%3E'])(
    '%s is ignored, and says so',
    (search) => {
      const link = parse(search);
      expect(link.moment).toBeNull();
      expect(link.notice).toMatch(/which is not a number/);
    },
  );
});
