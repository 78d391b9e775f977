/** Frames from `start` up to `end`, not included. */
export interface Stretch {
  start: number;
  end: number;
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
