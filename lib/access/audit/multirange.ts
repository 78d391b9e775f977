import { customType } from 'drizzle-orm/pg-core';
import { type Interval, type Intervals, normalise } from '@/lib/contract/intervals';

/** Seconds, which the database keeps as whole milliseconds in an `int4multirange`. */
export const secondsColumn = customType<{ data: Intervals; driverData: string }>({
  dataType: () => 'int4multirange',
  toDriver: (seconds) =>
    `{${roundToMs(seconds)
      .map(([from, to]) => `[${Math.round(from * 1_000)},${Math.round(to * 1_000)})`)
      .join(',')}}`,
  fromDriver: (text) =>
    [...text.matchAll(/\[(\d+),(\d+)\)/g)].map(
      ([, from, to]): Interval => [Number(from) / 1_000, Number(to) / 1_000],
    ),
});

/** As exactly as seconds are kept. What becomes empty is left out. */
export const roundToMs = (seconds: Intervals): Intervals =>
  normalise(seconds.map(([from, to]) => [inMs(from), inMs(to)]));

const inMs = (seconds: number) => Math.max(0, Math.round(seconds * 1_000)) / 1_000;
