import type { FrameTable } from '@/lib/audio/measure/frame-table';
import type { MeasuredMarks } from '@/lib/audio/measure/measured-leg';
import type { Mark } from '@/lib/contract/waveform';
import { divideLeg, type Part } from './divide-leg';
import { hearingOf } from './hearing';
import { measureLoudness } from './measure-loudness';
import { measureTalk } from './measure-talk';

interface LegFacts {
  durationSeconds: number;
  secondsPerFrame: number;
  /** Of 32,768. */
  highestSample: number;
}

/** What is heard where in a leg, how loud its speech is, and who speaks. */
export function marksOf(table: FrameTable, facts: LegFacts): MeasuredMarks {
  const hearing = hearingOf(table);
  const parts = divideLeg(hearing);
  return {
    marks: parts.map((part, place) => toMark(part, place === parts.length - 1, facts)),
    loudness: measureLoudness(hearing, parts, facts.highestSample),
    talk: measureTalk(table, parts, facts.secondsPerFrame),
  };
}

/** The last one ends where the audio does, which may be within a frame. */
const toMark = (
  { kind, start, end }: Part,
  isLast: boolean,
  { durationSeconds, secondsPerFrame }: LegFacts,
): Mark => ({
  kind,
  startSeconds: toSeconds(start * secondsPerFrame),
  endSeconds: isLast ? durationSeconds : toSeconds(end * secondsPerFrame),
});

/** Without the dust of binary fractions. */
const toSeconds = (seconds: number): number => Math.round(seconds * 1000) / 1000;
