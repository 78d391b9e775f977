import { expect, test } from 'vitest';
import {
  complement,
  type Interval,
  type Intervals,
  intersect,
  lengthOf,
  normalise,
  subtract,
  union,
  widen,
} from './intervals';

const LENGTH = 40;

/** The same numbers on every run (mulberry32). */
function createRandom(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const random = createRandom(20_261_126);
const below = (limit: number) => Math.floor(random() * limit);
const randomStretches = (): Interval[] =>
  Array.from({ length: below(8) }, () => [below(LENGTH), below(LENGTH)]);

/** The plain reference: which whole numbers are in. */
const members = (intervals: readonly Interval[]) =>
  Array.from({ length: LENGTH }, (_, at) => intervals.some(([from, to]) => from <= at && at < to));
const bothOf = (one: boolean[], other: boolean[], rule: (a: boolean, b: boolean) => boolean) =>
  one.map((is, at) => rule(is, other[at] ?? false));

function expectInOrder(intervals: Intervals) {
  for (const [index, [from, to]] of intervals.entries()) {
    expect(from).toBeLessThan(to);
    expect(from).toBeGreaterThan(intervals[index - 1]?.[1] ?? Number.NEGATIVE_INFINITY);
  }
}

test('5,000 random sets agree with a plain reference', () => {
  for (let round = 0; round < 5_000; round += 1) {
    const stretches = [randomStretches(), randomStretches()] as const;
    const [one, other] = [normalise(stretches[0]), normalise(stretches[1])];
    const [inOne, inOther] = [members(stretches[0]), members(stretches[1])];
    for (const [result, expected] of [
      [one, inOne],
      [union(one, other), bothOf(inOne, inOther, (a, b) => a || b)],
      [intersect(one, other), bothOf(inOne, inOther, (a, b) => a && b)],
      [subtract(one, other), bothOf(inOne, inOther, (a, b) => a && !b)],
      [complement(one, 0, LENGTH), inOne.map((is) => !is)],
    ] as const) {
      expect(members(result)).toEqual(expected);
      expect(lengthOf(result)).toBe(expected.filter(Boolean).length);
      expectInOrder(result);
    }
  }
});

test('neighbours are joined, also by what makes them longer', () => {
  expect(
    normalise([
      [3, 4],
      [1, 2],
      [2, 3],
      [9, 9],
      [5, Number.NaN],
    ]),
  ).toEqual([[1, 4]]);
  expect(
    widen(
      [
        [1, 2],
        [4, 5],
        [9, 10],
      ],
      1,
    ),
  ).toEqual([
    [0, 6],
    [8, 11],
  ]);
});

test('what has no end can be cut out of', () => {
  expect(subtract([[0, Number.POSITIVE_INFINITY]], [[5, 6]])).toEqual([
    [0, 5],
    [6, Number.POSITIVE_INFINITY],
  ]);
});
