import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { isZoneAssumed, readMoment } from './read-moment';

const MELBOURNE = 'Australia/Melbourne';

function read(text: string, timeZone = MELBOURNE, notBeforeSeconds: number | null = null) {
  return readMoment(text, { timeZone }, notBeforeSeconds)?.iso ?? null;
}

describe('a date of the PBX', () => {
  it.each([
    ['2014-02-13 17:06:52.0', '2014-02-13T17:06:52+11:00'],
    ['2014-07-13 17:06:52.0', '2014-07-13T17:06:52+10:00'],
    ['2014-02-13 17:06:52.987', '2014-02-13T17:06:52+11:00'],
    ['2014-02-13 17:06:52', '2014-02-13T17:06:52+11:00'],
    ['2014-02-13T17:06:52+09:00', '2014-02-13T19:06:52+11:00'],
    ['Tue Sep 14 15:03:30 AEST 2021', '2021-09-14T15:03:30+10:00'],
    ['Tue Dec 14 15:03:30 AEDT 2021', '2021-12-14T15:03:30+11:00'],
    ['Tue Dec 14 15:03:30 AEST 2021', '2021-12-14T16:03:30+11:00'],
    ['Tue Sep 14 15:03:30 ACST 2021', '2021-09-14T15:33:30+10:00'],
    ['Tue Dec 14 15:03:30 ACDT 2021', '2021-12-14T15:33:30+11:00'],
    ['Tue Sep 14 15:03:30 AWST 2021', '2021-09-14T17:03:30+10:00'],
    ['Tue Sep 14 15:03:30 EST 2021', '2021-09-14T15:03:30+10:00'],
    ['Tue Dec 14 15:03:30 EST 2021', '2021-12-14T15:03:30+11:00'],
    ['Tue Dec 14 15:03:30 EDT 2021', '2021-12-14T15:03:30+11:00'],
    ['Tue Sep 14 05:03:30 UTC 2021', '2021-09-14T15:03:30+10:00'],
    ['Tue Sep 14 15:03:30 GMT+10:00 2021', '2021-09-14T15:03:30+10:00'],
    ['Wed Sep 1 05:03:30 AEST 2021', '2021-09-01T05:03:30+10:00'],
    ['2014-02-13 17:06', '2014-02-13T17:06:00+11:00'],
    ['2014-02-13 05:06:52 PM', '2014-02-13T17:06:52+11:00'],
    ['2014-02-13 5:06 pm', '2014-02-13T17:06:00+11:00'],
    ['2014-02-13 12:06 a.m.', '2014-02-13T00:06:00+11:00'],
    ['2014-02-13 12:06:52 PM', '2014-02-13T12:06:52+11:00'],
    ['Tue Sep 14 3:03:30 PM AEST 2021', '2021-09-14T15:03:30+10:00'],
    ['Tue, 14 Sep 2021 15:03:30 +1000', '2021-09-14T15:03:30+10:00'],
    ['14 Sep 2021 05:03 GMT', '2021-09-14T15:03:00+10:00'],
    ['Tue, 14 Dec 2021 15:03:30 +1100 (AEDT)', '2021-12-14T15:03:30+11:00'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('is given in the zone of the PBX', () => {
    expect(read('2014-02-13 17:06:52.0', 'Australia/Perth')).toBe('2014-02-13T17:06:52+08:00');
    expect(read('Tue Sep 14 15:03:30 AEST 2021', 'Australia/Perth')).toBe(
      '2021-09-14T13:03:30+08:00',
    );
  });

  it('reads EST as eastern Australia wherever the PBX is', () => {
    expect(read('Tue Sep 14 15:03:30 EST 2021', 'Australia/Perth')).toBe(
      '2021-09-14T13:03:30+08:00',
    );
    expect(read('Tue Dec 14 15:03:30 EST 2021', 'Australia/Brisbane')).toBe(
      '2021-12-14T15:03:30+10:00',
    );
  });

  it('uses the zone of the PBX for an unknown abbreviation, and says so', () => {
    const text = 'Tue Sep 14 15:03:30 NZST 2021';
    expect(read(text, 'Pacific/Auckland')).toBe('2021-09-14T15:03:30+12:00');
    expect(isZoneAssumed(text, { timeZone: MELBOURNE })).toBe(true);
    expect(isZoneAssumed('Tue Sep 14 15:03:30 AEST 2021', { timeZone: MELBOURNE })).toBe(false);
    expect(isZoneAssumed('2014-02-13 17:06:52.0', { timeZone: MELBOURNE })).toBe(false);
  });

  it('after the hour that does not exist in spring is an hour later', () => {
    expect(read('2021-10-03 02:30:00.0')).toBe('2021-10-03T03:30:00+11:00');
  });

  it.each([
    '',
    'yesterday',
    '2014-02-30 10:00:00.0',
    '2014-13-01 10:00:00.0',
    '2014-02-13 25:00:00.0',
    '2014-02-13 24:00:00.0',
    '2014-02-13 13:06 PM',
    '2014-02-13 0:06 AM',
    '2014-02-13 10:61',
    '14/09/2021 15:03:30',
    'Tue, 31 Feb 2021 15:03:30 +1000',
    'Tue Foo 14 15:03:30 AEST 2021',
    'Tue Feb 30 15:03:30 AEST 2021',
    '2014-02-13',
    '0001-01-01 00:00:00.0',
    '9999-12-31 23:59:59.0',
    'Fri Dec 31 23:59:59 AEDT 9999',
  ])('%j cannot be read', (text) => {
    expect(read(text)).toBeNull();
  });
});

describe('a date whose first number may be the day or the month', () => {
  const readBy = (dateOrder: 'dmy' | 'mdy' | null, text: string) =>
    readMoment(text, { timeZone: MELBOURNE, dateOrder }, null)?.iso ?? null;

  it.each([
    ['dmy', '4/9/2021 15:03:30', '2021-09-04T15:03:30+10:00'],
    ['mdy', '4/9/2021 15:03:30', '2021-04-09T15:03:30+10:00'],
    ['dmy', '14/12/2021 3:03 PM', '2021-12-14T15:03:00+11:00'],
    ['dmy', '14.12.2021, 15:03 AEDT', '2021-12-14T15:03:00+11:00'],
    ['mdy', '14/12/2021 15:03', null],
    ['dmy', '31/02/2021 15:03', null],
    [null, '14/12/2021 15:03', null],
  ] as const)('by %s %s is %s', (dateOrder, text, expected) => {
    expect(readBy(dateOrder, text)).toBe(expected);
  });
});

describe('the hour that repeats when daylight saving ends', () => {
  const FIRST = '2021-04-04T02:30:00+11:00';
  const SECOND = '2021-04-04T02:30:00+10:00';
  const firstSeconds = Date.parse(FIRST) / 1_000;

  it.each([
    ['the call began 20 s before the first reading', firstSeconds - 20, FIRST],
    ['the call began at the first reading', firstSeconds, FIRST],
    ['the call began 1 s after the first reading', firstSeconds + 1, SECOND],
    ['the call began 20 s before the second reading', firstSeconds + 3_580, SECOND],
    ['the call began at the second reading', firstSeconds + 3_600, SECOND],
    ['the call began after both readings, which settles nothing', firstSeconds + 9_999, FIRST],
    ['the unique id holds no time', null, FIRST],
  ])('is read as %#: %s', (_, notBefore, expected) => {
    expect(read('2021-04-04 02:30:00.0', MELBOURNE, notBefore)).toBe(expected);
    expect(read('Sun Apr 4 02:30:00 EST 2021', MELBOURNE, notBefore)).toBe(expected);
  });

  it('needs no decision when the date names its offset', () => {
    const late = firstSeconds + 3_600;
    expect(read('Sun Apr 4 02:30:00 AEDT 2021', MELBOURNE, late)).toBe(FIRST);
    expect(read('Sun Apr 4 02:30:00 AEST 2021', MELBOURNE, firstSeconds)).toBe(SECOND);
  });
});

describe('a day on which clocks change', () => {
  it.each([
    ['Australia/Melbourne', '2021-10-03'],
    ['Australia/Melbourne', '2021-04-04'],
    ['Australia/Lord_Howe', '2021-04-04'],
    ['Africa/Casablanca', '2021-04-11'],
    ['Africa/Casablanca', '2021-05-16'],
    ['America/Sao_Paulo', '2018-11-04'],
    ['Pacific/Apia', '2011-12-31'],
  ])('in %s around %s each ten minutes are read as by the calendar', (timeZone, day) => {
    const first = Temporal.PlainDateTime.from(day).subtract({ days: 2 });
    for (let step = 0; step < 4 * 144; step++) {
      const local = first.add({ minutes: step * 10 });
      const earlier = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
      const later = local.toZonedDateTime(timeZone, { disambiguation: 'later' });
      const isSkipped = !later.toPlainDateTime().equals(local);
      const expected = (isSkipped ? later : earlier).toString({ timeZoneName: 'never' });
      const text = local.toString().replace('T', ' ');
      expect(read(text, timeZone), `${text} in ${timeZone}`).toBe(expected);
    }
  });
});
