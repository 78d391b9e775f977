import { audibleLegs, findCallHoles, type HoleReason, type LostStretch } from './call-holes';
import { type CallTimeline, type Stretch, sliceByLegs } from './call-timeline';

/** A stretch of the call that nobody can hear, and why. */
export interface CoverageHole extends Stretch {
  because: HoleReason;
}

/** Every second of a call, counted once, in one of six kinds; they add up to `durationSeconds`. */
export interface Coverage {
  durationSeconds: number;
  /** Recorded in exactly one leg. */
  onceSeconds: number;
  /** Recorded in several legs at once. */
  overlappingSeconds: number;
  notRecordedSeconds: number;
  /** Stated by the PBX, but the file is gone, empty, unreadable or too short. */
  lostSeconds: number;
  /** Recorded, and not yours to hear. */
  restrictedSeconds: number;
  /** Drawn for legs whose length is not known yet: they may be less, or more. */
  unknownSeconds: number;
  holes: CoverageHole[];
}

/** Counts every second of the call by kind. `lost` comes from `readCallAudio`. */
export function coverageOf(timeline: CallTimeline, lost: readonly LostStretch[]): Coverage {
  const { durationSeconds } = timeline;
  const holes = findCallHoles(timeline, lost).flatMap(({ parts }) => parts);
  const sum = (belongs: (hole: CoverageHole) => boolean) =>
    holes.filter(belongs).reduce((seconds, hole) => seconds + lengthOf(hole), 0);
  const notRecordedSeconds = sum(({ because }) => because === 'not recorded');
  const restrictedSeconds = sum(({ because }) => because === 'not yours to hear');
  const lostSeconds = sum(() => true) - notRecordedSeconds - restrictedSeconds;
  const overlappingSeconds = timeline.overlaps
    .map((overlap) => lengthOf(overlap) - shared(overlap, timeline, lost))
    .reduce((seconds, length) => seconds + length, 0);
  const unknownSeconds = secondsOfUnknown(timeline, lost);
  return {
    durationSeconds,
    onceSeconds:
      durationSeconds -
      overlappingSeconds -
      notRecordedSeconds -
      lostSeconds -
      restrictedSeconds -
      unknownSeconds,
    overlappingSeconds,
    notRecordedSeconds,
    lostSeconds,
    restrictedSeconds,
    unknownSeconds,
    holes,
  };
}

/** Seconds in which only legs of unknown length stand that may be heard. */
function secondsOfUnknown({ legs }: CallTimeline, lost: readonly LostStretch[]): number {
  if (legs.every(({ length }) => length.placedSeconds !== null)) return 0;
  return sliceByLegs(audibleLegs(legs, lost))
    .filter((slice) => slice.legs.every(({ length }) => length.placedSeconds === null))
    .reduce((seconds, slice) => seconds + lengthOf(slice), 0);
}

/** Seconds of an overlap in which fewer than two legs turned out to sound. */
function shared(overlap: Stretch, timeline: CallTimeline, lost: readonly LostStretch[]): number {
  const edges = new Set([overlap.startSeconds, overlap.endSeconds]);
  for (const { startSeconds, endSeconds } of [...timeline.legs, ...lost]) {
    for (const edge of [startSeconds, endSeconds]) {
      if (edge > overlap.startSeconds && edge < overlap.endSeconds) edges.add(edge);
    }
  }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(1).reduce((seconds, end, index) => {
    const middle = ((sorted[index] ?? end) + end) / 2;
    const sounding = timeline.legs.filter(
      (placed) =>
        holds(placed, middle) &&
        placed.leg.access === 'open' &&
        !lost.some((stretch) => stretch.leg === placed.leg.leg && holds(stretch, middle)),
    );
    return sounding.length < 2 ? seconds + end - (sorted[index] ?? end) : seconds;
  }, 0);
}

const lengthOf = (stretch: Stretch) => stretch.endSeconds - stretch.startSeconds;

const holds = (stretch: Stretch, seconds: number) =>
  stretch.startSeconds <= seconds && seconds < stretch.endSeconds;
