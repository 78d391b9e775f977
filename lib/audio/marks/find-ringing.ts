import {
  FRAMES_A_SECOND,
  type Hearing,
  joined,
  lengthOf,
  type Stretch,
  stretchesWhere,
} from './hearing';

/** Of a frame's power, where it is a ringing tone. Of 255. */
const LEAST_TONE = 0.55 * 255;
/** A burst lasts 0.4 s (Australia, United Kingdom) to 2 s (North America), a little less where it is cut. */
const LEAST_BURST = 0.24 * FRAMES_A_SECOND;
const MOST_BURST = 2.3 * FRAMES_A_SECOND;
/** One alone is ringing only where it is as long as those that come alone, and a pause follows. */
const LONG_BURST = 0.8 * FRAMES_A_SECOND;
const LEAST_PAUSE_AFTER_ONE = FRAMES_A_SECOND;
/** Pauses last up to 5 s (France), within a double ring 0.2 s. */
const MOST_PAUSE = 5.2 * FRAMES_A_SECOND;
/** How long a pause lasts after a burst that is the last: what the cadences have in common. */
const USUAL_PAUSE = 2 * FRAMES_A_SECOND;
const USUAL_LONG_PAUSE = 4 * FRAMES_A_SECOND;
/** Within a burst the level is steady, over three frames, since two tones beat. */
const MOST_UNSTEADY_DB = 2.5;
/** Before, after and between bursts it is so much lower, or it is a note of music … */
const LEAST_DROP_DB = 10;
const BESIDE = 0.1 * FRAMES_A_SECOND;
/** … in all but so many of the frames: a click is no voice. */
const MOST_LOUD_SHARE = 0.08;
/** The noise of a pause is not much louder than that of the pauses before. */
const MORE_NOISE_DB = 2;
/** Bursts of one ringing are equally loud. */
const MOST_DIFFERENCE_DB = 3;

interface Burst extends Stretch {
  levelDb: number;
}

/**
 * Where it rings: bursts of steady tone between 380 and 500 Hz with pauses between them, in a cadence
 * that exchanges use. The pause after the last burst belongs to it. Engaged tone has such bursts too.
 */
export function findRinging(hearing: Hearing): Stretch[] {
  const groups: Burst[][] = [];
  for (const burst of burstsOf(hearing)) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && isNext(hearing, before, burst)) group.push(burst);
    else groups.push([burst]);
  }
  return groups
    .filter((group) => group.length > 1 || isLongAlone(hearing, group))
    .map((group) => spanOf(hearing, group));
}

function burstsOf(hearing: Hearing): Burst[] {
  const { length, tones, levels, thresholdDb } = hearing;
  const isTone = (frame: number) =>
    (tones[frame] ?? 0) >= LEAST_TONE && (levels[frame] ?? 0) >= thresholdDb;
  return joined(stretchesWhere(length, isTone), 1)
    .filter((stretch) => lengthOf(stretch) >= LEAST_BURST && lengthOf(stretch) <= MOST_BURST)
    .map((stretch) => ({ ...stretch, ...steadinessOf(hearing, stretch) }))
    .filter((burst) => burst.unsteadyDb <= MOST_UNSTEADY_DB && standsAlone(hearing, burst));
}

/** Mean level and how far it strays, both of three frames at a time, without the rise and the fall. */
function steadinessOf({ levels }: Hearing, { start, end }: Stretch) {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let frame = start + 2; frame < end - 2; frame++) {
    const level = ((levels[frame - 1] ?? 0) + (levels[frame] ?? 0) + (levels[frame + 1] ?? 0)) / 3;
    sum += level;
    squares += level * level;
    count += 1;
  }
  const levelDb = sum / count;
  return { levelDb, unsteadyDb: Math.sqrt(Math.max(0, squares / count - levelDb * levelDb)) };
}

/** Whether the level rises to the burst from far below, and falls back. A leg may begin or end in one. */
function standsAlone({ levels, length }: Hearing, { start, end, levelDb }: Burst): boolean {
  const isLow = (from: number, to: number) =>
    levels.subarray(Math.max(0, from), to).some((level) => level < levelDb - LEAST_DROP_DB);
  return (
    (start === 0 || isLow(start - BESIDE, start)) && (end === length || isLow(end, end + BESIDE))
  );
}

function isLongAlone({ levels, length, thresholdDb }: Hearing, group: readonly Burst[]): boolean {
  const [burst] = group;
  if (!burst || lengthOf(burst) < LONG_BURST) return false;
  const pauseEnd = burst.end + LEAST_PAUSE_AFTER_ONE;
  const pause = levels.subarray(burst.end + 1, pauseEnd);
  return pauseEnd <= length && pause.every((level) => level < thresholdDb);
}

function isNext(hearing: Hearing, before: Burst, burst: Burst): boolean {
  const isAlike = Math.abs(before.levelDb - burst.levelDb) <= MOST_DIFFERENCE_DB;
  if (!isAlike || burst.start - before.end > MOST_PAUSE) return false;
  const most = before.levelDb - LEAST_DROP_DB;
  let loud = 0;
  for (let frame = before.end + 1; frame < burst.start - 1; frame++) {
    if ((hearing.levels[frame] ?? 0) > most) loud += 1;
  }
  return loud <= MOST_LOUD_SHARE * (burst.start - before.end);
}

/** From the first burst, or the pause that the leg begins with, to the end of the last one's pause. */
function spanOf(hearing: Hearing, group: readonly Burst[]): Stretch {
  const [first] = group;
  const last = group.at(-1);
  if (!first || !last) return { start: 0, end: 0 };
  const pause = pauseOf(group);
  const quietDb = Math.max(hearing.thresholdDb, loudestPauseDb(hearing, group) + MORE_NOISE_DB);
  const isQuiet = (frame: number) => (hearing.levels[frame] ?? 0) < quietDb;
  let { end } = last;
  const furthest = Math.min(hearing.length, last.end + pause);
  while (end < furthest && (isQuiet(end) || end < last.end + 2)) end += 1;
  let { start } = first;
  while (start > 0 && first.start - start < pause && isQuiet(start - 1)) start -= 1;
  return { start: start === 0 ? 0 : first.start, end };
}

/** How loud the line is between the bursts, where there are several. */
function loudestPauseDb({ levels }: Hearing, group: readonly Burst[]): number {
  return group.slice(1).reduce((highest, { start }, index) => {
    const from = (group[index]?.end ?? start) + 1;
    return levels.subarray(from, start - 1).reduce((a, b) => Math.max(a, b), highest);
  }, Number.NEGATIVE_INFINITY);
}

/** The longest pause of the cadence. */
function pauseOf(group: readonly Burst[]): number {
  const pauses = group.slice(1).map(({ start }, index) => start - (group[index]?.end ?? start));
  const longest = Math.max(0, ...pauses);
  const [first] = group;
  const usual = first && lengthOf(first) >= LONG_BURST ? USUAL_LONG_PAUSE : USUAL_PAUSE;
  return Math.max(longest, usual);
}
