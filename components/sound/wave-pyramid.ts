import type { LegWave } from './leg-wave';

/** One zoom level of a wave. Peak `p` of channel `c` is at `(p * channels + c)` of each array. */
export interface WaveLevel {
  secondsPerPeak: number;
  peakCount: number;
  lows: Int8Array;
  highs: Int8Array;
  rms: Uint8Array;
}

/** A wave at every zoom: each level has half the peaks of the one before it. */
export interface WavePyramid {
  channels: number;
  durationSeconds: number;
  levels: readonly WaveLevel[];
}

const pyramids = new WeakMap<LegWave, WavePyramid>();
/** Below this many peaks a level would save nothing. */
const FEWEST_PEAKS = 256;

/** The zoom levels of a wave, made from the one peaks file when they are first asked for. */
export function wavePyramid(wave: LegWave): WavePyramid {
  const known = pyramids.get(wave);
  if (known) return known;
  const { channels, durationSeconds } = wave;
  const levels: WaveLevel[] = [wave];
  for (let last: WaveLevel = wave; last.peakCount > FEWEST_PEAKS; ) {
    last = halve(last, channels);
    levels.push(last);
  }
  const pyramid = { channels, durationSeconds, levels };
  pyramids.set(wave, pyramid);
  return pyramid;
}

/** The coarsest level that still has a peak for each `secondsPerColumn`, so that few are read. */
export function levelFor(pyramid: WavePyramid, secondsPerColumn: number): WaveLevel {
  const fitting = pyramid.levels.findLast(
    ({ secondsPerPeak }) => secondsPerPeak <= secondsPerColumn,
  );
  const finest = fitting ?? pyramid.levels[0];
  if (!finest) throw new Error('A pyramid has at least the level of the file.');
  return finest;
}

/** Two peaks become one: the lowest, the highest, and the root of the mean square. */
function halve(level: WaveLevel, channels: number): WaveLevel {
  const peakCount = Math.ceil(level.peakCount / 2);
  const lows = new Int8Array(peakCount * channels);
  const highs = new Int8Array(peakCount * channels);
  const rms = new Uint8Array(peakCount * channels);
  for (let peak = 0; peak < peakCount; peak++) {
    for (let channel = 0; channel < channels; channel++) {
      const at = peak * channels + channel;
      const first = peak * 2 * channels + channel;
      // With an odd number the last peak has no partner.
      const second = peak * 2 + 1 < level.peakCount ? first + channels : first;
      lows[at] = Math.min(level.lows[first] ?? 0, level.lows[second] ?? 0);
      highs[at] = Math.max(level.highs[first] ?? 0, level.highs[second] ?? 0);
      const [one, other] = [level.rms[first] ?? 0, level.rms[second] ?? 0];
      rms[at] = Math.round(Math.sqrt((one * one + other * other) / 2));
    }
  }
  return { secondsPerPeak: level.secondsPerPeak * 2, peakCount, lows, highs, rms };
}

/** A wave to draw, one entry per pixel column: peaks -128 to 127, root mean square 0 to 127. */
export interface WaveColumns {
  lows: Int8Array;
  highs: Int8Array;
  rms: Uint8Array;
  /** Columns from the first on that have sound; after the last byte there is none. */
  count: number;
}

/**
 * The columns of a stretch of a leg (seconds since its start), `columnCount` pixels wide. `channel`
 * is one lane of a stereo leg; 'mixed' shows all channels in one: the outermost peaks, the mean power.
 */
export function waveColumns(
  pyramid: WavePyramid,
  startSeconds: number,
  endSeconds: number,
  columnCount: number,
  channel: number | 'mixed',
): WaveColumns {
  const { channels } = pyramid;
  const secondsPerColumn = (endSeconds - startSeconds) / columnCount;
  const level = levelFor(pyramid, secondsPerColumn);
  const firstChannel = channel === 'mixed' ? 0 : Math.min(channel, channels - 1);
  const lastChannel = channel === 'mixed' ? channels - 1 : firstChannel;
  const lows = new Int8Array(columnCount);
  const highs = new Int8Array(columnCount);
  const rms = new Uint8Array(columnCount);
  let count = 0;
  for (let column = 0; column < columnCount; column++) {
    const from = (startSeconds + column * secondsPerColumn) / level.secondsPerPeak;
    const first = Math.max(0, Math.floor(from + ROUNDING_PEAKS));
    if (first >= level.peakCount) break;
    const until = Math.ceil(from + secondsPerColumn / level.secondsPerPeak - ROUNDING_PEAKS);
    const last = Math.min(Math.max(until, first + 1), level.peakCount);
    let low = 127;
    let high = -128;
    let power = 0;
    for (let peak = first; peak < last; peak++) {
      for (let lane = firstChannel; lane <= lastChannel; lane++) {
        const at = peak * channels + lane;
        low = Math.min(low, level.lows[at] ?? 0);
        high = Math.max(high, level.highs[at] ?? 0);
        power += (level.rms[at] ?? 0) ** 2;
      }
    }
    lows[column] = low;
    highs[column] = high;
    rms[column] = Math.round(
      Math.sqrt(power / ((last - first) * (lastChannel - firstChannel + 1))),
    );
    count = column + 1;
  }
  return { lows, highs, rms, count };
}

/** Seconds divided by seconds per peak are rarely a whole number. */
const ROUNDING_PEAKS = 1e-6;
