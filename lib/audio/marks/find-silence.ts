import {
  FRAMES_A_SECOND,
  type Hearing,
  joined,
  lengthOf,
  type Stretch,
  stretchesWhere,
} from './hearing';

/** Pauses within a conversation are shorter, and belong to it. */
export const LEAST_SILENCE = 3 * FRAMES_A_SECOND;
/** So short a sound between two seconds of quiet is a click and ends nothing. */
const LONGEST_CLICK = 0.14 * FRAMES_A_SECOND;
const LEAST_QUIET_BESIDE_CLICK = FRAMES_A_SECOND;
/** Hiss, hum and dialling tone are louder than quiet, but of one level; music and speech never are. */
const MOST_STEADY_DB = 1;
const STEADY_REACH = FRAMES_A_SECOND;

/** Where nothing is said or played for three seconds and more. */
export function findSilence(hearing: Hearing): Stretch[] {
  const { length, levels, thresholdDb } = hearing;
  const isQuiet = (frame: number) => (levels[frame] ?? 0) < thresholdDb;
  const long = stretchesWhere(length, isQuiet).filter(
    (quiet) => lengthOf(quiet) >= LEAST_QUIET_BESIDE_CLICK || isAtEdge(quiet, length),
  );
  const stillness = new Uint8Array(length);
  for (const { start, end } of [...joined(long, LONGEST_CLICK), ...steadyStretches(hearing)]) {
    stillness.fill(1, start, end);
  }
  return stretchesWhere(length, (frame) => stillness[frame] === 1).filter(
    (stretch) => lengthOf(stretch) >= LEAST_SILENCE,
  );
}

const isAtEdge = ({ start, end }: Stretch, length: number) => start === 0 || end === length;

/** Where the level of two seconds hardly moves. */
function steadyStretches({ length, levels }: Hearing): Stretch[] {
  const sums = new Float64Array(length + 1);
  const squares = new Float64Array(length + 1);
  for (let frame = 0; frame < length; frame++) {
    const level = levels[frame] ?? 0;
    sums[frame + 1] = (sums[frame] ?? 0) + level;
    squares[frame + 1] = (squares[frame] ?? 0) + level * level;
  }
  const isSteady = (frame: number) => {
    const start = frame - STEADY_REACH;
    const end = frame + STEADY_REACH;
    if (start < 0 || end > length) return false;
    const count = end - start;
    const mean = ((sums[end] ?? 0) - (sums[start] ?? 0)) / count;
    const square = ((squares[end] ?? 0) - (squares[start] ?? 0)) / count;
    return square - mean * mean < MOST_STEADY_DB ** 2;
  };
  return stretchesWhere(length, isSteady).map(({ start, end }) => ({
    start: start - STEADY_REACH,
    end: Math.min(length, end - 1 + STEADY_REACH),
  }));
}
