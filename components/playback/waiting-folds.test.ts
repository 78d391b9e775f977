import { describe, expect, test } from 'vitest';
import { callOfLegs } from '@/components/call-time/call-fixture';
import { createCallTimeline } from '@/components/call-time/call-timeline';
import { type LegSound, UNKNOWN_SOUND } from '@/components/sound/sound-loader';
import type { Mark } from '@/lib/contract/waveform';
import { measurement } from './player-fixture';
import { savedSeconds, waitingFolds } from './waiting-folds';

type Marked = [Mark['kind'], number, number];

function soundOfMarks(marks: Marked[]): LegSound {
  const listed = marks.map(([kind, startSeconds, endSeconds]) => ({
    ...{ kind, startSeconds, endSeconds },
  }));
  return {
    wave: null,
    marks: measurement({ marks: listed }).marks,
    hasFailed: false,
    unfetched: null,
    faultCode: null,
  };
}

function foldsOf(legs: [number, number][], marks: Record<number, Marked[]>) {
  const timeline = createCallTimeline(callOfLegs(legs));
  const sounds = Object.fromEntries(
    Object.entries(marks).map(([leg, of]) => [leg, soundOfMarks(of)]),
  );
  const soundOf = (leg: number) => sounds[leg] ?? UNKNOWN_SOUND;
  return waitingFolds(timeline, { soundOf }).map((fold) => [fold.startSeconds, fold.endSeconds]);
}

describe('what is folded', () => {
  test('ringback and music whole, in call time', () => {
    expect(foldsOf([[10, 60]], { 1: [['ringback', 0, 8], ['music', 8, 30], ['speech', 30, 60]] })) // biome-ignore format: one row
      .toEqual([[10, 40]]);
  });

  test('dead air longer than 3 s, with an edge left on both sides', () => {
    const marks: Marked[] = [
      ['speech', 0, 10],
      ['silence', 10, 13],
      ['speech', 13, 20],
      ['silence', 20, 30],
      ['speech', 30, 60],
    ];
    expect(foldsOf([[0, 60]], { 1: marks })).toEqual([[20.4, 29.6]]);
  });

  test('the breath before a word that follows music is kept', () => {
    const marks: Marked[] = [
      ['music', 0, 20],
      ['silence', 20, 22],
      ['speech', 22, 60],
    ];
    expect(foldsOf([[0, 60]], { 1: marks })).toEqual([[0, 21.6]]);
  });

  test('in an overlap only what every leg there would fold', () => {
    const legs: [number, number][] = [
      [0, 60],
      [40, 60],
    ];
    const music: Marked[] = [['music', 0, 60]];
    expect(foldsOf(legs, { 1: music, 2: [['speech', 0, 10], ['music', 10, 60]] })) // biome-ignore format: one row
      .toEqual([
        [0, 40],
        [50, 100],
      ]);
    expect(foldsOf(legs, { 1: music }), 'leg 2 is not measured').toEqual([[0, 40]]);
  });

  test('across legs that touch, as one', () => {
    const legs: [number, number][] = [
      [0, 20],
      [20, 20],
    ];
    const music: Marked[] = [['music', 0, 20]];
    expect(foldsOf(legs, { 1: music, 2: music })).toEqual([[0, 40]]);
  });
});

test('the saving is the sum of the folds', () => {
  expect(
    savedSeconds([
      { startSeconds: 0, endSeconds: 10 },
      { startSeconds: 20, endSeconds: 25.5 },
    ]),
  ).toBe(15.5);
});
