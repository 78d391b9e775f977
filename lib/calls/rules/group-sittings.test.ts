import { expect, test } from 'vitest';
import type { LogRow } from '@/lib/contract/listening-log';
import { groupSittings } from './group-sittings';

let sequence = 1_000;
/** Rows are given newest first, as they are read. */
const row = (time: string, subject: LogRow['subject'], more: Partial<LogRow> = {}): LogRow => ({
  sequence: sequence--,
  at: `2026-11-24T${time}+11:00`,
  action: 'listened',
  personId: 'ruth',
  name: 'Ruth B.',
  role: 'supervisor',
  by: 'session',
  ...{ address: null, userAgent: null, requestId: null },
  subject: {
    uniqueId: '1.2',
    leg: 2,
    owner: 'fred',
    durationSeconds: 100,
    tag: 'INV-1',
    ...subject,
  },
  ...more,
});

const sittingsOf = (rows: readonly LogRow[]) =>
  groupSittings(rows, new Set()).map(({ sitting }) => sitting);

test('what one person heard of one call is one sitting, leg by leg', () => {
  const sittings = sittingsOf([
    row('14:03:00', { part: 'heard', leg: 4, intervals: [[0, 5]], speed: 1 }),
    row('14:02:00', { part: 'heard', intervals: [[5, 20]], speed: 1.5 }),
    row('14:01:00', { part: 'heard', intervals: [[0, 10]], speed: 1 }),
    row('14:00:30', { part: 'began' }),
    row('14:00:00', { part: 'began', leg: 4 }),
  ]);
  expect(sittings).toMatchObject([
    {
      beganAt: '2026-11-24T14:00:00+11:00',
      name: 'Ruth B.',
      uniqueId: '1.2',
      tag: 'INV-1',
      legs: [
        { leg: 2, owner: 'fred', heard: [[0, 20]], again: [[5, 10]], speeds: [1, 1.5] },
        { leg: 4, heard: [[0, 5]], again: [], speeds: [1] },
      ],
    },
  ]);
});

test('half an hour, another person or another call is another sitting', () => {
  const sittings = sittingsOf([
    row('15:00:00', { intervals: [[0, 1]] }),
    row('14:20:00', { intervals: [[0, 1]] }),
    row('14:19:00', {}, { personId: 'meg', name: 'Meg' }),
    row('14:18:00', { uniqueId: '3.4' }),
    row('14:00:00', { intervals: [[1, 2]] }),
  ]);
  expect(
    sittings.map(({ name, uniqueId, beganAt }) => [name, uniqueId, beganAt.slice(11, 16)]),
  ).toEqual([
    ['Ruth B.', '1.2', '15:00'],
    ['Meg', '1.2', '14:19'],
    ['Ruth B.', '3.4', '14:18'],
    ['Ruth B.', '1.2', '14:00'],
  ]);
});

test('what was taken as a file says so, a leg or the whole call', () => {
  const sittings = sittingsOf([
    row('14:02:00', { leg: undefined }, { action: 'saved' }),
    row('14:01:00', { leg: 1, owner: undefined, durationSeconds: undefined }, { action: 'saved' }),
    row('14:00:00', { nothing: 'known', uniqueId: 7 }),
  ]);
  expect(sittings).toMatchObject([
    { isSaved: true, legs: [{ leg: 1, owner: null, durationSeconds: null, isSaved: true }] },
  ]);
});
