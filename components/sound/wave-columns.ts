import { levelFor, type WavePyramid } from './wave-pyramid';

/** What is drawn of a wave, one entry a pixel column: peaks -128 to 127, root mean square 0 to 127. */
export interface WaveColumns {
  lows: Int8Array;
  highs: Int8Array;
  rms: Uint8Array;
  /** Columns from the first on that have sound; behind the last byte there is none. */
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

/** Seconds divided by seconds per peak are rarely whole. */
const ROUNDING_PEAKS = 1e-6;
