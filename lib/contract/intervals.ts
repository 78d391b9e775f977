/** A stretch of numbers, such as seconds of a leg: `from` is in it, `to` is not. */
export type Interval = readonly [from: number, to: number];

/** Stretches in order, none empty, none touching another. Every function here but `normalise` takes and gives such. */
export type Intervals = readonly Interval[];

/** What any stretches cover: put in order and joined. Those that are empty, or whose end is not a number, are left out. */
export function normalise(stretches: readonly Interval[]): Intervals {
  const joined: [number, number][] = [];
  for (const [from, to] of stretches
    .filter(([start, end]) => start < end)
    .sort(([one], [other]) => one - other)) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** What lies in one of them. */
export const union = (one: Intervals, other: Intervals): Intervals => normalise([...one, ...other]);

/** What lies in both. */
export function intersect(one: Intervals, other: Intervals): Intervals {
  const common: Interval[] = [];
  let index = 0;
  for (const [from, to] of one) {
    for (let next = other[index]; next && next[0] < to; next = other[index]) {
      const start = Math.max(from, next[0]);
      const end = Math.min(to, next[1]);
      if (start < end) common.push([start, end]);
      // What reaches beyond this stretch may meet the next one too.
      if (next[1] > to) break;
      index += 1;
    }
  }
  return common;
}

/** What lies in the first and not in the second. */
export const subtract = (one: Intervals, other: Intervals): Intervals =>
  intersect(one, complement(other, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY));

/** What lies between `from` and `to` and not in the intervals. */
export function complement(intervals: Intervals, from: number, to: number): Intervals {
  const holes: Interval[] = [];
  let start = from;
  for (const [nextFrom, nextTo] of intervals) {
    if (start < Math.min(nextFrom, to)) holes.push([start, Math.min(nextFrom, to)]);
    start = Math.max(start, nextTo);
  }
  if (start < to) holes.push([start, to]);
  return holes;
}

/** Each made longer at both ends. */
export const widen = (intervals: Intervals, by: number): Intervals =>
  normalise(intervals.map(([from, to]) => [from - by, to + by]));

/** How much they cover. */
export const lengthOf = (intervals: Intervals): number =>
  intervals.reduce((sum, [from, to]) => sum + to - from, 0);
