import type { Talk } from '@/lib/contract/waveform';
import type { FrameTable } from './frame-table';
import {
  decibelsOf,
  FRAMES_A_SECOND,
  joined,
  lengthOf,
  type Part,
  type Stretch,
  stretchesWhere,
  thresholdOf,
} from './hearing';

/** Somebody speaks on through pauses of this length: between syllables and words. */
const MOST_BREATH = 0.3 * FRAMES_A_SECOND;
/** A shorter sound is a click. */
const LEAST_TALK = 0.1 * FRAMES_A_SECOND;
/** What is softer by this than the other side is that side's echo. */
const ECHO_DB = 18;
/** Both at once for less than this is one answering the other. */
const LEAST_CROSSTALK = 0.2 * FRAMES_A_SECOND;
/** One voice on both channels is no conversation: levels that differ by less in nearly all loud frames. */
const SAME_DB = 1;
const SAME_SHARE = 0.98;
const LOUD_DB = -50;

/**
 * Who speaks how long and where both do, of the parts that are speech. Null unless the leg has two
 * channels, and where both hold the same.
 */
export function measureTalk(
  table: FrameTable,
  parts: readonly Part[],
  secondsPerFrame: number,
): Talk | null {
  if (table.channels !== 2 || table.length === 0) return null;
  const left = levelsOf(table, 0);
  const right = levelsOf(table, 1);
  if (areSame(left, right)) return null;
  const isSpeech = new Uint8Array(table.length);
  for (const { kind, start, end } of parts) if (kind === 'speech') isSpeech.fill(1, start, end);
  const leftTalk = talkOf(left, right, isSpeech);
  const rightTalk = talkOf(right, left, isSpeech);
  const both = stretchesWhere(
    table.length,
    (frame) => leftTalk[frame] === 1 && rightTalk[frame] === 1,
  );
  return {
    leftShare: shareOf(leftTalk),
    rightShare: shareOf(rightTalk),
    crosstalk: both
      .filter((stretch) => lengthOf(stretch) >= LEAST_CROSSTALK)
      .map(({ start, end }) => ({
        startSeconds: start * secondsPerFrame,
        endSeconds: end * secondsPerFrame,
      })),
  };
}

function levelsOf({ powers, length }: FrameTable, channel: 0 | 1): Float32Array {
  return Float32Array.from({ length }, (_, frame) => decibelsOf(powers[2 * frame + channel] ?? 0));
}

/** For each frame whether this side speaks. */
function talkOf(own: Float32Array, other: Float32Array, isSpeech: Uint8Array): Uint8Array {
  const thresholdDb = thresholdOf(own);
  const isLoud = (frame: number) => {
    const level = own[frame] ?? 0;
    return isSpeech[frame] === 1 && level >= thresholdDb && level > (other[frame] ?? 0) - ECHO_DB;
  };
  const talk = new Uint8Array(own.length);
  const stretches: Stretch[] = joined(
    stretchesWhere(own.length, isLoud).filter((stretch) => lengthOf(stretch) >= LEAST_TALK),
    MOST_BREATH,
  );
  for (const { start, end } of stretches) talk.fill(1, start, end);
  return talk;
}

function areSame(left: Float32Array, right: Float32Array): boolean {
  let loud = 0;
  let alike = 0;
  for (const [frame, level] of left.entries()) {
    const other = right[frame] ?? 0;
    if (Math.max(level, other) < LOUD_DB) continue;
    loud += 1;
    if (Math.abs(level - other) <= SAME_DB) alike += 1;
  }
  return loud > 0 && alike >= SAME_SHARE * loud;
}

const shareOf = (talk: Uint8Array): number =>
  talk.reduce((sum, isTalk) => sum + isTalk, 0) / talk.length;
