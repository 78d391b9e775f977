import {
  decibelsOf,
  FRAMES_A_SECOND,
  type Hearing,
  lengthOf,
  type Stretch,
  stretchesWhere,
} from './hearing';

/** A decision is made for each piece of 0.2 s … */
const PIECE = 0.2 * FRAMES_A_SECOND;
/** … by what is heard within 1.5 s on both sides. */
const REACH = 1.5 * FRAMES_A_SECOND;
/** What a change between speech and music costs: as much as 2 s that are clearly the other. */
const CHANGE_COST = (2 * (2 * FRAMES_A_SECOND)) / PIECE;

/**
 * Where there is music. Every piece is rated, from speech to music; of all ways to divide the leg the one
 * is taken that agrees best with the ratings, where each change has its price, so that nothing flickers.
 *
 * @param isLeftOut Frames that are known to be neither speech nor music.
 */
export function findMusic(hearing: Hearing, isLeftOut: Uint8Array): Stretch[] {
  const ratings = new Float32Array(Math.ceil(hearing.length / PIECE));
  for (let piece = 0; piece < ratings.length; piece++) {
    const start = Math.max(0, piece * PIECE - REACH);
    const end = Math.min(hearing.length, (piece + 1) * PIECE + REACH);
    ratings[piece] = rateWindow(hearing, { start, end }, isLeftOut);
  }
  const isMusic = bestDivision(ratings);
  return stretchesWhere(ratings.length, (piece) => isMusic[piece] === 1).map(({ start, end }) => ({
    start: start * PIECE,
    end: Math.min(hearing.length, end * PIECE),
  }));
}

/** Viterbi's algorithm with two states: for each piece whether it is music. Undecided, it is speech. */
function bestDivision(ratings: Float32Array): Uint8Array {
  const cameFromMusic = {
    speech: new Uint8Array(ratings.length),
    music: new Uint8Array(ratings.length),
  };
  let speech = 0;
  let music = 0;
  for (const [piece, rating] of ratings.entries()) {
    const isEnd = music - CHANGE_COST > speech;
    const isStart = speech - CHANGE_COST > music;
    cameFromMusic.speech[piece] = isEnd ? 1 : 0;
    cameFromMusic.music[piece] = isStart ? 0 : 1;
    [speech, music] = [
      (isEnd ? music - CHANGE_COST : speech) - rating,
      (isStart ? speech - CHANGE_COST : music) + rating,
    ];
  }
  const isMusic = new Uint8Array(ratings.length);
  let isMusicNow = music > speech;
  for (let piece = ratings.length - 1; piece >= 0; piece--) {
    isMusic[piece] = isMusicNow ? 1 : 0;
    isMusicNow = cameFromMusic[isMusicNow ? 'music' : 'speech'][piece] === 1;
  }
  return isMusic;
}

/** What is fewer frames than this says nothing. */
const LEAST_FRAMES = 25;
/** A frame counts as low when it is so far below the mean power of its window. */
const LOW_DB = 9;
/** What is lower than this is all the same: the noise of the line, or none. */
const DEPTH_DB = 25;
/** Keeps the logarithm of few sign changes from leaping. */
const CROSSINGS_OFFSET = 3;

/**
 * Each measure says speech above its middle and music below, and is sure of it at `width` from there.
 * Found on hold music of Asterisk, on spoken prompts and on two prompts at once: docs/marks.md.
 */
const LOW_SHARE = { middle: 0.2, width: 0.12 };
const LEVEL_LEAP_DB = { middle: 2.1, width: 0.7 };
const CROSSINGS_SPREAD = { middle: 0.42, width: 0.15 };
const CROSSINGS_LEAP = { middle: 0.205, width: 0.05 };

/**
 * How much a stretch sounds like music (1) or speech (-1), by four habits of speech: it falls low between
 * words and syllables, its level leaps from frame to frame, it changes between hum and hiss, and that too
 * from frame to frame.
 *
 * @param isLeftOut Frames that are known to be neither.
 */
function rateWindow(hearing: Hearing, stretch: Stretch, isLeftOut: Uint8Array): number {
  const frames = lengthOf(stretch);
  const { count, power, spread, crossingsLeap } = crossingsOf(hearing, stretch, isLeftOut);
  if (count < LEAST_FRAMES) return 0;
  const { lowShare, levelLeap } = levelsOf(hearing, stretch, isLeftOut, decibelsOf(power));
  const rating =
    rate(lowShare, LOW_SHARE) +
    rate(levelLeap, LEVEL_LEAP_DB) +
    rate(spread, CROSSINGS_SPREAD) +
    rate(crossingsLeap, CROSSINGS_LEAP);
  return (rating / 4) * (count / frames);
}

function crossingsOf(
  { powers, crossings }: Hearing,
  { start, end }: Stretch,
  isLeftOut: Uint8Array,
) {
  let count = 0;
  let power = 0;
  let sum = 0;
  let squares = 0;
  let leaps = 0;
  let before = 0;
  for (let frame = start; frame < end; frame++) {
    if (isLeftOut[frame] === 1) continue;
    const value = LOGARITHMS[crossings[frame] ?? 0] ?? 0;
    power += powers[frame] ?? 0;
    sum += value;
    squares += value * value;
    if (count > 0) leaps += Math.abs(value - before);
    before = value;
    count += 1;
  }
  const mean = sum / count;
  return {
    count,
    power: power / count,
    spread: Math.sqrt(Math.max(0, squares / count - mean * mean)),
    crossingsLeap: leaps / (count - 1),
  };
}

function levelsOf(
  { levels }: Hearing,
  { start, end }: Stretch,
  isLeftOut: Uint8Array,
  meanDb: number,
) {
  const lowest = meanDb - DEPTH_DB;
  let count = 0;
  let low = 0;
  let leaps = 0;
  let before = 0;
  for (let frame = start; frame < end; frame++) {
    if (isLeftOut[frame] === 1) continue;
    const level = Math.max(lowest, levels[frame] ?? 0);
    if (level < meanDb - LOW_DB) low += 1;
    if (count > 0) leaps += Math.abs(level - before);
    before = level;
    count += 1;
  }
  return { lowShare: low / count, levelLeap: leaps / (count - 1) };
}

const rate = (value: number, { middle, width }: { middle: number; width: number }): number =>
  Math.max(-1, Math.min(1, (middle - value) / width));

const LOGARITHMS = Float32Array.from({ length: 256 }, (_, crossings) =>
  Math.log(crossings + CROSSINGS_OFFSET),
);
