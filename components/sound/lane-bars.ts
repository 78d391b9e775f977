import type { WaveColumns } from './wave-columns';

/** A lane of a wave: its middle and how far it reaches up and down, in pixels. */
export interface Lane {
  middlePx: number;
  reachPx: number;
}

/** Tops and bottoms of one kind of bar, a pair for each column. */
export interface LaneBars {
  peaks: Float32Array;
  rms: Float32Array;
  count: number;
}

/**
 * Speech on a telephone lies far below full scale. Raised to this power it fills its lane and still
 * looks louder where it is louder; the same for every leg, so that legs can be compared.
 */
const LOUDNESS_POWER = 0.65;
const FULL_SCALE = 128;
/** Silence is a line, not nothing: there is audio, and it is quiet. */
const SMALLEST_BAR_PX = 1;

/** Where the bars of a lane begin and end. */
export function laneBars(columns: WaveColumns, { middlePx, reachPx }: Lane): LaneBars {
  const { count } = columns;
  const peaks = new Float32Array(count * 2);
  const rms = new Float32Array(count * 2);
  for (let column = 0; column < count; column++) {
    const up = height(columns.highs[column] ?? 0) * reachPx;
    const down = height(-(columns.lows[column] ?? 0)) * reachPx;
    const power = Math.min(height(columns.rms[column] ?? 0) * reachPx, Math.max(up, down));
    setBar(peaks, column, middlePx - up, middlePx + down);
    setBar(rms, column, middlePx - Math.min(power, up), middlePx + Math.min(power, down));
  }
  return { peaks, rms, count };
}

function height(sample: number): number {
  return sample <= 0 ? 0 : (Math.min(sample, FULL_SCALE) / FULL_SCALE) ** LOUDNESS_POWER;
}

function setBar(bars: Float32Array, column: number, top: number, bottom: number): void {
  const lacking = Math.max(0, SMALLEST_BAR_PX - (bottom - top)) / 2;
  bars[column * 2] = top - lacking;
  bars[column * 2 + 1] = bottom + lacking;
}
