import type { Loudness, Mark, SoundKind, Talk } from '@/lib/contract/waveform';
import { findMusic } from './find-music';
import { findRinging } from './find-ringing';
import { findSilence, LEAST_SILENCE } from './find-silence';
import type { FrameTable } from './frame-table';
import {
  decibelsOf,
  FRAMES_A_SECOND,
  type Hearing,
  hearingOf,
  lengthOf,
  type Part,
} from './hearing';
import { measureTalk } from './measure-talk';

interface LegFacts {
  durationSeconds: number;
  secondsPerFrame: number;
  /** Of 32,768. */
  highestSample: number;
}

/** What is heard where in a leg, how loud it is, and who speaks. */
export interface MeasuredMarks {
  marks: Mark[];
  loudness: Loudness;
  talk: Talk | null;
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

/** Shorter music counts as speech: to hear a jingle costs less than to miss a word. */
const LEAST_MUSIC = 4 * FRAMES_A_SECOND;
/** Where music meets speech the place is uncertain by this and more, and the doubt is speech's. */
const DOUBT = 0.3 * FRAMES_A_SECOND;

/**
 * What is heard where: every frame belongs to one part, in order; none for a leg without a frame. Silence
 * and ringing are found first, then music. What is left is speech, with its pauses.
 */
function divideLeg(hearing: Hearing): Part[] {
  const kinds: SoundKind[] = new Array(hearing.length).fill('speech');
  for (const { start, end } of findSilence(hearing)) kinds.fill('silence', start, end);
  for (const { start, end } of findRinging(hearing)) kinds.fill('ringback', start, end);
  const isLeftOut = Uint8Array.from(kinds, (kind) => (kind === 'speech' ? 0 : 1));
  for (const { start, end } of findMusic(hearing, isLeftOut)) {
    for (let frame = start; frame < end; frame++) {
      if (isLeftOut[frame] === 0) kinds[frame] = 'music';
    }
  }
  return merged(withDoubt(merged(partsOf(kinds).map(withoutScraps))));
}

function partsOf(kinds: readonly SoundKind[]): Part[] {
  const parts: Part[] = [];
  for (const [frame, kind] of kinds.entries()) {
    const last = parts.at(-1);
    if (last?.kind === kind) last.end = frame + 1;
    else parts.push({ kind, start: frame, end: frame + 1 });
  }
  return parts;
}

/** Short music is speech. Short silence is what ringing left of a longer one, and belongs to its pause. */
function withoutScraps(part: Part): Part {
  const { kind } = part;
  if (kind === 'music' && lengthOf(part) < LEAST_MUSIC) return { ...part, kind: 'speech' };
  if (kind === 'silence' && lengthOf(part) < LEAST_SILENCE) return { ...part, kind: 'ringback' };
  return part;
}

/** Gives the ends of music to the speech beside it: who skips the music must not miss a word. */
function withDoubt(parts: readonly Part[]): Part[] {
  return parts.flatMap((part, place) => {
    if (part.kind !== 'music') return [part];
    const start = part.start + (parts[place - 1]?.kind === 'speech' ? DOUBT : 0);
    const end = part.end - (parts[place + 1]?.kind === 'speech' ? DOUBT : 0);
    return [
      { kind: 'speech' as const, start: part.start, end: start },
      { ...part, start, end },
      { kind: 'speech' as const, start: end, end: part.end },
    ].filter((piece) => lengthOf(piece) > 0);
  });
}

/** Makes one part of neighbours that sound alike. */
function merged(parts: readonly Part[]): Part[] {
  const result: Part[] = [];
  for (const part of parts) {
    const before = result.at(-1);
    if (before?.kind === part.kind) before.end = part.end;
    else result.push({ ...part });
  }
  return result;
}

/** What is quieter by this than all speech together is no part of it: the gate of EBU R 128. */
const GATE_DB = 10;

/**
 * How loud the speech of a leg is: the root mean square of its frames, of the louder channel each, without
 * the pauses. First those below the threshold of sound are left out, then those 10 dB below the rest.
 */
function measureLoudness(
  hearing: Hearing,
  parts: readonly Part[],
  highestSample: number,
): Loudness {
  const loud: number[] = [];
  for (const { kind, start, end } of parts) {
    if (kind !== 'speech') continue;
    for (let frame = start; frame < end; frame++) {
      if ((hearing.levels[frame] ?? 0) >= hearing.thresholdDb)
        loud.push(hearing.powers[frame] ?? 0);
    }
  }
  const gate = meanOf(loud) * 10 ** (-GATE_DB / 10);
  const spoken = loud.filter((power) => power >= gate);
  return {
    speechDb: spoken.length === 0 ? null : rounded(decibelsOf(meanOf(spoken))),
    peakDb: highestSample === 0 ? null : rounded(20 * Math.log10(highestSample / 32_768)),
  };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const rounded = (decibels: number): number => Math.round(decibels * 10) / 10;
