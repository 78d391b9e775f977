import type { CallTimeline, PlacedLeg, Stretch } from './call-timeline';

/** Why a second of the call cannot be heard. */
export type HoleReason =
  | 'not recorded'
  | 'not found'
  | 'without sound'
  | 'not playable'
  | 'missing from the file'
  | 'not yours to hear';

/** A stretch of call time in which a leg, or every leg if none is named, turned out to have no audio. */
export interface LostStretch extends Stretch {
  leg?: number;
  because?: HoleReason;
}

/** Seconds of the call that nobody can hear, with the reason for each part, in order. */
export interface CallHole extends Stretch {
  parts: (Stretch & { because: HoleReason })[];
}

/** Rounded clocks leave slivers; anything shorter than this is no hole. */
const SHORTEST_HOLE_SECONDS = 1;

/**
 * Finds the seconds of a call in which no leg sounds: between the legs, in legs that are not yours to
 * hear, and in what is `lost`. Adjoining stretches are one hole. Where another leg can be heard there is none.
 */
export function findCallHoles(timeline: CallTimeline, lost: readonly LostStretch[]): CallHole[] {
  const holes: CallHole[] = [];
  for (const slice of sliceCall(timeline, lost)) {
    const covering = timeline.legs.filter((leg) => holds(leg, slice));
    const reasons = covering.map((leg) => reasonOf(leg, slice, lost));
    if (reasons.includes(null)) continue;
    const because = reasons[0] ?? 'not recorded';
    const last = holes.at(-1);
    if (last?.endSeconds === slice.startSeconds) {
      last.endSeconds = slice.endSeconds;
      const part = last.parts.at(-1);
      if (part?.because === because) part.endSeconds = slice.endSeconds;
      else last.parts.push({ ...slice, because });
    } else {
      holes.push({ ...slice, parts: [{ ...slice, because }] });
    }
  }
  return holes.filter((hole) => hole.endSeconds - hole.startSeconds >= SHORTEST_HOLE_SECONDS);
}

/** The legs as listening time shows them: without those that cannot be heard, and without lost ends. */
export function audibleLegs(legs: readonly PlacedLeg[], lost: readonly LostStretch[]): PlacedLeg[] {
  return legs.flatMap((placed) => {
    if (placed.leg.access === 'restricted') return [];
    const loss = lost.find((stretch) => stretch.leg === placed.leg.leg);
    if (!loss) return [placed];
    if (loss.startSeconds <= placed.startSeconds) return [];
    return [{ ...placed, endSeconds: loss.startSeconds }];
  });
}

/** Cuts the whole call wherever anything begins or ends. */
function sliceCall({ legs, durationSeconds }: CallTimeline, lost: readonly Stretch[]): Stretch[] {
  const inside = (seconds: number) => Math.min(Math.max(seconds, 0), durationSeconds);
  const edges = new Set([0, durationSeconds]);
  for (const { startSeconds, endSeconds } of [...legs, ...lost]) {
    edges.add(inside(startSeconds)).add(inside(endSeconds));
  }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(1).map((endSeconds, index) => ({
    startSeconds: sorted[index] ?? endSeconds,
    endSeconds,
  }));
}

/** Null where the leg sounds. */
function reasonOf(
  { leg }: PlacedLeg,
  slice: Stretch,
  lost: readonly LostStretch[],
): HoleReason | null {
  if (leg.access === 'restricted') return 'not yours to hear';
  const loss = lost.find(
    (stretch) => (stretch.leg ?? leg.leg) === leg.leg && holds(stretch, slice),
  );
  return loss ? (loss.because ?? 'missing from the file') : null;
}

const holds = (outer: Stretch, inner: Stretch) =>
  outer.startSeconds <= inner.startSeconds && outer.endSeconds >= inner.endSeconds;
