import { expect, test } from 'vitest';
import type { HeardQuarter, SignInTry, Taken } from '@/lib/access/audit/week/read-week';
import { findFailedSignIns, findMassDownloads, findOutsideSpells } from './find-in-week';
import { weekOf } from './week-days';
import { parseWorkingHours } from './working-hours';

const MINUTE_MS = 60_000;
const TOM = { actorId: 'tom', name: 'Tom W.', role: 'supervisor' };
const taken = (minute: number, more: Partial<Taken> = {}): Taken => ({
  ...{ ...TOM, byToken: false, isWholeCall: false, atMs: minute * MINUTE_MS },
  ...more,
});

test('more files than the limit within an hour are a finding, from the first of them to the last', () => {
  const steady = Array.from({ length: 40 }, (_, index) => taken(index * 20));
  expect(findMassDownloads(steady, 3)).toEqual([]);
  const found = findMassDownloads(
    [
      taken(0),
      ...[100, 110, 120, 130, 175].map((minute) => taken(minute)),
      taken(160, { isWholeCall: true }),
      taken(900),
    ].sort((a, b) => a.atMs - b.atMs),
    3,
  );
  expect(found).toMatchObject([
    { name: 'Tom W.', files: 6, wholeCalls: 1, fromMs: 100 * MINUTE_MS, toMs: 175 * MINUTE_MS },
  ]);
});

test('what a script takes is counted by itself, and each person for himself', () => {
  const rows = [0, 1, 2, 3].flatMap((minute) => [
    taken(minute),
    taken(minute, { byToken: true }),
    taken(minute, { actorId: 'meg', name: 'Meg' }),
  ]);
  expect(findMassDownloads(rows, 4)).toEqual([]);
  expect(
    findMassDownloads(rows, 3).map(({ name, byToken, files }) => [name, byToken, files]),
  ).toEqual([
    ['Tom W.', false, 4],
    ['Tom W.', true, 4],
    ['Meg', false, 4],
  ]);
});

test('the finder of mass downloads agrees with a plain reference on random weeks', () => {
  let state = 7;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  for (let round = 0; round < 300; round += 1) {
    const times = Array.from({ length: 30 }, () => Math.floor(random() * 1_000)).sort(
      (a, b) => a - b,
    );
    const limit = 2 + Math.floor(random() * 3);
    // A file counts where some window of an hour that holds it holds more than the limit.
    const counts = times.filter((time) =>
      times.some(
        (end) =>
          end >= time &&
          end - 60 < time &&
          times.filter((one) => one <= end && one > end - 60).length > limit,
      ),
    );
    const found = findMassDownloads(
      times.map((minute) => taken(minute)),
      limit,
    );
    expect(found.reduce((sum, { files }) => sum + files, 0)).toBe(counts.length);
  }
});

const hours = parseWorkingHours('Mon-Fri 08:00-18:00');
if (!hours) throw new Error('the hours can be read');
const heard = (quarter: number, more: Partial<HeardQuarter> = {}): HeardQuarter => ({
  ...{ actorId: 'jack', name: 'Jack O.', role: 'agent', uniqueId: '1.1', leg: 1, seconds: 60 },
  ...{ quarter, fromMs: quarter * 15 * MINUTE_MS, toMs: quarter * 15 * MINUTE_MS + 60_000 },
  ...more,
});

test('listening outside working hours is a spell, which an hour without any ends', () => {
  const found = findOutsideSpells(
    [
      {
        weekday: 5,
        heard: [
          heard(22),
          heard(24, { uniqueId: '2.2' }),
          heard(24, { leg: 2 }),
          // 08:00 to 18:00 is in, 18:00 is out.
          heard(32),
          heard(71),
          heard(72),
        ],
      },
    ],
    hours,
  );
  expect(found.map(({ calls, seconds, fromMs }) => [calls, seconds, fromMs / MINUTE_MS])).toEqual([
    [2, 180, 22 * 15],
    [1, 60, 72 * 15],
  ]);
  expect(findOutsideSpells([{ weekday: 6, heard: [heard(48)] }], hours)).toHaveLength(1);
});

const failed = (username: string | null, atMs: number, address = '10.4.2.61'): SignInTry => ({
  ...{ isFailure: true, personId: null, username, address, atMs },
});

test('failures in a row are a finding, a success ends them, and names that are nobody’s count by address', () => {
  const fails = (name: string | null, count: number, fromMs: number, address?: string) =>
    Array.from({ length: count }, (_, index) => failed(name, fromMs + index, address));
  const found = findFailedSignIns(
    [
      ...fails('jack', 4, 0),
      { isFailure: false, personId: 'p-jack', username: null, address: '10.4.2.61', atMs: 10 },
      ...fails('jack', 4, 20),
      ...fails('tom', 3, 30),
      ...fails('tom', 2, 40, '10.9.9.9'),
      ...fails(null, 5, 50, '203.0.113.24'),
      ...fails(null, 4, 60, '203.0.113.25'),
    ],
    (id) => (id === 'p-jack' ? 'jack' : undefined),
    5,
  );
  expect(found.map(({ username, address, times }) => [username, address, times])).toEqual([
    ['tom', null, 5],
    [null, '203.0.113.24', 5],
  ]);
});

test.each([
  ['Mon-Fri 08:00-18:00', 5],
  ['mon-fri 07:15-19:45, Sat 09:00-24:00', 6],
  ['Sun 00:00-24:00', 1],
])('%s is read', (text, days) => {
  expect(parseWorkingHours(text)?.times).toHaveLength(days);
});

test.each([
  '',
  'always',
  'Fri-Mon 08:00-18:00',
  'Mon 18:00-08:00',
  'Mon 08:10-18:00',
  'Mon 08:00-25:00',
])('%s is no working hours', (text) => {
  expect(parseWorkingHours(text)).toBeNull();
});

test('a week has the hours that its clocks show', () => {
  const { days, startsMs, endMs } = weekOf('2026-04-05', 'Australia/Melbourne');
  expect([days[0], days[6]]).toEqual(['2026-03-30', '2026-04-05']);
  expect((endMs - (startsMs[0] ?? 0)) / 3_600_000).toBe(7 * 24 + 1);
});
