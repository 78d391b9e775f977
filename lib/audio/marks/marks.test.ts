import { describe, expect, test } from 'vitest';
import { LegMeasure } from '@/lib/audio/measure/leg-measure';
import {
  noise,
  RATE,
  type Signal,
  samplesOf,
  silence,
  stereoOf,
  sumOf,
  tone,
} from '@/lib/audio/measure/sound-fixture';
import type { Mark } from '@/lib/contract/waveform';
import { joinedSamples, louder, spoken } from './spoken-fixture';

function marksOf(samples: Int16Array, channels = 1) {
  const measure = new LegMeasure({ channels, sampleRate: RATE });
  measure.add(samples);
  measure.finish();
  return measure.marks();
}

/** `speech 0-4, silence 4-9`: to a tenth of a second. */
const summaryOf = (marks: readonly Mark[]) =>
  marks
    .map(
      ({ kind, startSeconds, endSeconds }) => `${kind} ${tenth(startSeconds)}-${tenth(endSeconds)}`,
    )
    .join(', ');
const tenth = (seconds: number) => Math.round(seconds * 10) / 10;

/** Chords that change twice a second and fade a little, as a piano plays them. */
const music: Signal = (seconds) => {
  const step = Math.floor(seconds * 2);
  const root = [262, 220, 175, 196][step % 4] ?? 262;
  const since = seconds - step / 2;
  return tone([root, root * 1.26, root * 1.5, root * 3], -16)(seconds) * Math.exp(-1.5 * since);
};

/** Bursts and pauses in turn. */
const ringing = (cadence: readonly number[], frequencies: readonly number[]) =>
  samplesOf(
    ...[0, 1, 2].flatMap(() =>
      cadence.map(
        (seconds, index) => [seconds, index % 2 === 0 ? tone(frequencies, -18) : silence] as const,
      ),
    ),
  );

describe('ringing', () => {
  test.each([
    ['Australia', [0.4, 0.2, 0.4, 2], [413, 438]],
    ['Australia, modulated', [0.4, 0.2, 0.4, 2], [383, 417]],
    ['the United Kingdom', [0.4, 0.2, 0.4, 2], [400, 450]],
    ['North America', [2, 4], [440, 480]],
    ['most of Europe', [1, 4], [425]],
    ['France', [1.5, 3.5], [440]],
    ['Japan', [1, 2], [384, 416]],
  ])('as it is in %s', (_country, cadence, frequencies) => {
    const rings = ringing(cadence, frequencies);
    const { marks } = marksOf(joinedSamples(rings, spoken('agent-a', 20)));
    const end = rings.length / RATE;
    expect(summaryOf(marks)).toBe(
      `ringback 0-${tenth(end)}, speech ${tenth(end)}-${tenth(end + 20)}`,
    );
  });

  test('over a line that hisses', () => {
    const hiss = noise(-38);
    const rings = ringing([0.4, 0.2, 0.4, 2], [413, 438]).map(
      (sample) => sample + 32_767 * hiss(0),
    );
    expect(summaryOf(marksOf(rings).marks)).toBe('ringback 0-9');
  });

  test('engaged tone counts as ringing: nobody speaks there', () => {
    const engaged = ringing([0.375, 0.375, 0.375, 0.375], [425]);
    expect(summaryOf(marksOf(engaged).marks)).toMatch(/^ringback 0-4/);
  });

  test('a note of the same pitch within music is none', () => {
    const notes = samplesOf(
      ...[440, 392, 440, 494, 440, 440, 392, 330].map((pitch) => [1, tone([pitch, 880])] as const),
    );
    expect(summaryOf(marksOf(notes).marks)).not.toContain('ringback');
  });
});

describe('silence', () => {
  test('is dead air of three seconds and more, a shorter pause is part of the talk', () => {
    const talk = spoken('caller-b', 6);
    const pause = (seconds: number) => samplesOf([seconds, noise(-60)]);
    const { marks } = marksOf(joinedSamples(talk, pause(2.5), talk, pause(5), talk));
    expect(marks.map(({ kind }) => kind)).toEqual(['speech', 'silence', 'speech']);
    expect(marks[1]?.startSeconds).toBeCloseTo(14.5, 0);
    expect(marks[1]?.endSeconds).toBeCloseTo(19.5, 0);
  });

  test('is not ended by a click', () => {
    const click = samplesOf([0.04, tone([1_000], -10)]);
    const still = samplesOf([4, noise(-65)]);
    expect(summaryOf(marksOf(joinedSamples(still, click, still)).marks)).toBe('silence 0-8');
  });

  test.each([
    ['nothing at all', silence],
    ['the noise of a loud line', noise(-30)],
    ['hum', tone([50, 100, 150], -35)],
    ['dialling tone', tone([425], -15)],
  ])('is what does not change: %s', (_name, signal) => {
    expect(summaryOf(marksOf(samplesOf([8, signal])).marks)).toBe('silence 0-8');
  });

  test('of a whole leg has no loudness', () => {
    expect(marksOf(samplesOf([8, silence]))).toMatchObject({
      loudness: { speechDb: null, peakDb: null },
      talk: null,
    });
  });
});

describe('music and speech', () => {
  test('are distinguished, and what is uncertain between them is speech', () => {
    const song = samplesOf([20, music]);
    const { marks } = marksOf(joinedSamples(spoken('agent-b', 15), song, spoken('caller-a', 15)));
    expect(marks.map(({ kind }) => kind)).toEqual(['speech', 'music', 'speech']);
    expect(marks[1]?.startSeconds).toBeGreaterThanOrEqual(15);
    expect(marks[1]?.startSeconds).toBeLessThan(17);
    expect(marks[1]?.endSeconds).toBeGreaterThan(33);
    expect(marks[1]?.endSeconds).toBeLessThanOrEqual(35);
  });

  test('a jingle of three seconds is not worth a mark', () => {
    const jingle = samplesOf([3, music]);
    const { marks } = marksOf(joinedSamples(spoken('agent-b', 10), jingle, spoken('caller-a', 10)));
    expect(summaryOf(marks)).toBe('speech 0-23');
  });

  test('two voices at once are speech', () => {
    const [one, other] = [spoken('agent-a', 20), spoken('caller-b', 20)];
    const both = one.map((sample, index) => sample / 2 + (other[index] ?? 0) / 2);
    expect(summaryOf(marksOf(both).marks)).toBe('speech 0-20');
  });
});

test('every moment of a leg has one mark, whatever is heard', () => {
  const parts = [
    spoken('agent-a', 5),
    samplesOf([7, music]),
    ringing([1, 4], [425]),
    samplesOf([4, noise(-55)]),
    samplesOf([0.333, sumOf(tone([1_700]), noise(-20))]),
  ];
  for (const order of [parts, [...parts].reverse(), parts.slice(2), parts.slice(4), []]) {
    const samples = joinedSamples(...order);
    const { marks } = marksOf(samples);
    expect(marks[0]?.startSeconds ?? 0).toBe(0);
    expect(marks.at(-1)?.endSeconds ?? 0).toBe(samples.length / RATE);
    for (const [index, mark] of marks.entries()) {
      expect(mark.endSeconds).toBeGreaterThan(mark.startSeconds);
      const next = marks[index + 1];
      if (next)
        expect([next.startSeconds, next.kind === mark.kind]).toEqual([mark.endSeconds, false]);
    }
  }
});

describe('loudness', () => {
  test('follows the voice and leaves pauses out', () => {
    const talk = spoken('agent-a', 10);
    const pauses = joinedSamples(talk, samplesOf([30, silence]), talk);
    const speechDb = marksOf(talk).loudness.speechDb ?? 0;
    expect(marksOf(pauses).loudness.speechDb).toBeCloseTo(speechDb, 0);
    expect(marksOf(louder(talk, -12)).loudness.speechDb).toBeCloseTo(speechDb - 12, 0);
  });

  test('has the highest sample of any channel', () => {
    const quiet = samplesOf([1, silence]);
    const blip = quiet.map((_, index) => (index === 4_000 ? -16_384 : 0));
    expect(marksOf(stereoOf(quiet, blip), 2).loudness.peakDb).toBe(-6);
  });
});

describe('talk on two channels', () => {
  test('has shares, and the moments when both speak', () => {
    const left = joinedSamples(spoken('agent-a', 10), samplesOf([10, noise(-65)]));
    const right = joinedSamples(samplesOf([8, noise(-65)]), spoken('caller-b', 12));
    const { talk } = marksOf(stereoOf(left, right), 2);
    expect(talk?.leftShare).toBeGreaterThan(0.35);
    expect(talk?.leftShare).toBeLessThan(0.5);
    expect(talk?.rightShare).toBeGreaterThan(0.45);
    expect(talk?.rightShare).toBeLessThan(0.6);
    expect(talk?.crosstalk.length).toBeGreaterThan(0);
    for (const { startSeconds, endSeconds } of talk?.crosstalk ?? []) {
      expect(startSeconds).toBeGreaterThanOrEqual(8);
      expect(endSeconds).toBeLessThanOrEqual(10);
    }
  });

  test('does not take an echo for a voice', () => {
    const left = spoken('agent-a', 10);
    const { talk } = marksOf(stereoOf(left, louder(left, -24)), 2);
    expect(talk).toMatchObject({ rightShare: 0, crosstalk: [] });
  });

  test('is unknown where both channels hold the same', () => {
    const voice = spoken('agent-a', 10);
    expect(marksOf(stereoOf(voice, voice), 2).talk).toBeNull();
  });
});
