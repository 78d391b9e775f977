import type { SoundKind } from '@/lib/contract/waveform';
import type { FrameTable } from './frame-table';

export const FRAMES_A_SECOND = 50;

/** Quieter than this is the same as nothing. */
const QUIETEST_DB = -90;
/** Sound is what is so much above the noise between the words … */
const ABOVE_NOISE_DB = 10;
/** … which is no higher than this, however loud the line, and no lower than that, however still. */
const LOWEST_THRESHOLD_DB = -55;
const HIGHEST_THRESHOLD_DB = -42;
/** The noise is what is not exceeded in this share of the frames. */
const NOISE_SHARE = 0.05;

/** A leg as it is heard, frame by frame: of each the channel that is louder. */
export interface Hearing {
  length: number;
  /** Mean square, of 1 at full scale. */
  powers: Float32Array;
  /** The same in dB. */
  levels: Float32Array;
  crossings: Uint8Array;
  /** Share of ringing tone, 0 to 255. */
  tones: Uint8Array;
  /** A frame below this is quiet. */
  thresholdDb: number;
}

export function hearingOf(table: FrameTable): Hearing {
  const { length, channels } = table;
  const powers = new Float32Array(length);
  const levels = new Float32Array(length);
  const crossings = new Uint8Array(length);
  const tones = new Uint8Array(length);
  for (let frame = 0; frame < length; frame++) {
    let loudest = frame * channels;
    for (let place = loudest + 1; place < (frame + 1) * channels; place++) {
      if ((table.powers[place] ?? 0) > (table.powers[loudest] ?? 0)) loudest = place;
    }
    powers[frame] = table.powers[loudest] ?? 0;
    levels[frame] = decibelsOf(powers[frame] ?? 0);
    crossings[frame] = table.crossings[loudest] ?? 0;
    tones[frame] = table.tones[loudest] ?? 0;
  }
  return { length, powers, levels, crossings, tones, thresholdDb: thresholdOf(levels) };
}

/** Of a mean square. */
export const decibelsOf = (power: number): number =>
  power <= 0 ? QUIETEST_DB : Math.max(QUIETEST_DB, 10 * Math.log10(power));

/** The level from which on a frame is sound, by the noise of the leg itself. */
export function thresholdOf(levels: Float32Array): number {
  const counts = new Uint32Array(1 - QUIETEST_DB);
  for (const level of levels) {
    const place = Math.floor(level) - QUIETEST_DB;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  let noiseDb = QUIETEST_DB;
  for (let seen = 0, place = 0; place < counts.length; place++) {
    seen += counts[place] ?? 0;
    noiseDb = QUIETEST_DB + place;
    if (seen > NOISE_SHARE * levels.length) break;
  }
  return Math.min(HIGHEST_THRESHOLD_DB, Math.max(LOWEST_THRESHOLD_DB, noiseDb + ABOVE_NOISE_DB));
}

/** Frames from `start` up to `end`, not included. */
export interface Stretch {
  start: number;
  end: number;
}

/** A part of a leg that sounds alike. */
export interface Part extends Stretch {
  kind: SoundKind;
}

export const lengthOf = ({ start, end }: Stretch): number => end - start;

/** The stretches in which a condition holds, as long as can be. */
export function stretchesWhere(length: number, holds: (frame: number) => boolean): Stretch[] {
  const stretches: Stretch[] = [];
  let start = -1;
  for (let frame = 0; frame <= length; frame++) {
    const isIn = frame < length && holds(frame);
    if (isIn && start < 0) start = frame;
    if (isIn || start < 0) continue;
    stretches.push({ start, end: frame });
    start = -1;
  }
  return stretches;
}

/** Joins those between which there are at most so many frames. */
export function joined(stretches: readonly Stretch[], mostGap: number): Stretch[] {
  const result: Stretch[] = [];
  for (const stretch of stretches) {
    const before = result.at(-1);
    if (before && stretch.start - before.end <= mostGap) before.end = stretch.end;
    else result.push({ ...stretch });
  }
  return result;
}
