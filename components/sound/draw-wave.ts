import { type WaveColumns, type WavePyramid, waveColumns } from './wave-pyramid';

/** A lane of a wave: its middle and how far it reaches up and down, in pixels. */
export interface Lane {
  middlePx: number;
  reachPx: number;
}

/** A stretch of a leg's sound to draw: where, in which lanes, in which colour. */
export interface WaveBody {
  /** Whole pixels. */
  x: number;
  widthPx: number;
  /** Seconds of the leg at the left and the right edge. */
  startSeconds: number;
  endSeconds: number;
  lanes: readonly (Lane & { channel: number | 'mixed' })[];
  colour: string;
  /** Null until its first peaks have arrived. */
  pyramid: WavePyramid | null;
  /** More is on the way: a dotted line stands for the rest. */
  isArriving: boolean;
}

const PEAK_ALPHA = 0.5;
const DOT_EVERY_PX = 4;

/** Draws a body in columns of one pixel: peaks at half the owner's colour, the mean on top of them. */
export function drawWave(context: CanvasRenderingContext2D, body: WaveBody): void {
  context.fillStyle = body.colour;
  for (const lane of body.lanes) {
    const { pyramid, startSeconds, endSeconds, widthPx } = body;
    const columns =
      pyramid && waveColumns(pyramid, startSeconds, endSeconds, widthPx, lane.channel);
    if (columns) {
      const { peaks, rms, count } = laneBars(columns, lane);
      context.globalAlpha = PEAK_ALPHA;
      fillBars(context, body.x, peaks, count);
      context.globalAlpha = 1;
      fillBars(context, body.x, rms, count);
    }
    const from = columns?.count ?? 0;
    if (body.isArriving) drawDots(context, body.x + from, body.x + widthPx, lane.middlePx);
  }
  context.globalAlpha = 1;
}

/** A line of dots at half strength. */
export function drawDots(
  context: CanvasRenderingContext2D,
  fromX: number,
  toX: number,
  y: number,
): void {
  context.globalAlpha = PEAK_ALPHA;
  context.beginPath();
  const first = Math.ceil(fromX / DOT_EVERY_PX) * DOT_EVERY_PX;
  for (let x = first; x < toX; x += DOT_EVERY_PX) context.rect(x, y - 0.5, 1.5, 1);
  context.fill();
  context.globalAlpha = 1;
}

function fillBars(
  context: CanvasRenderingContext2D,
  x: number,
  bars: Float32Array,
  count: number,
): void {
  context.beginPath();
  for (let column = 0; column < count; column++) {
    const top = bars[column * 2] ?? 0;
    context.rect(x + column, top, 1, (bars[column * 2 + 1] ?? 0) - top);
  }
  context.fill();
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
