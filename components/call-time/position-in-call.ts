import type { CallTimeline, PlacedLeg, Stretch } from './call-timeline';

/** A point inside one leg's audio. */
export interface LegMoment {
  leg: number;
  offsetSeconds: number;
}

/** What is at a moment of call time: a leg (the preferred one where legs overlap) or nothing. */
export type PlaceInCall = { in: 'leg'; placed: PlacedLeg; offsetSeconds: number } | { in: 'gap' };

/**
 * Finds what is at `seconds`. Where legs overlap, `preferredLeg` wins if it is one of them, else the
 * one that started first. A leg's last instant belongs to what follows, except at the end of the call.
 */
export function placeAt(
  timeline: CallTimeline,
  seconds: number,
  preferredLeg?: number,
): PlaceInCall {
  const covering = timeline.legs.filter((leg) => covers(leg, seconds));
  const last = timeline.legs.findLast((leg) => leg.endSeconds === seconds);
  const placed =
    covering.find((candidate) => candidate.leg.leg === preferredLeg) ??
    covering[0] ??
    (seconds >= timeline.durationSeconds ? last : undefined);
  return placed
    ? { in: 'leg', placed, offsetSeconds: seconds - placed.startSeconds }
    : { in: 'gap' };
}

/**
 * Where seeking to `seconds` leads: into a leg, or from a gap to the start of the next leg that
 * begins after it. After the last leg it is the last leg's end.
 */
export function seekTarget(
  timeline: CallTimeline,
  seconds: number,
  preferredLeg?: number,
): LegMoment | null {
  const within = Math.min(Math.max(0, seconds), timeline.durationSeconds);
  const place = placeAt(timeline, within, preferredLeg);
  if (place.in === 'leg') {
    return { leg: place.placed.leg.leg, offsetSeconds: place.offsetSeconds };
  }
  const next = timeline.legs.find((leg) => leg.startSeconds >= within);
  if (next) return { leg: next.leg.leg, offsetSeconds: 0 };
  const last = timeline.legs.at(-1);
  return last ? { leg: last.leg.leg, offsetSeconds: last.endSeconds - last.startSeconds } : null;
}

/** The call time of a moment inside a leg; null for a leg that the call does not have. */
export function callSeconds(timeline: CallTimeline, moment: LegMoment): number | null {
  const placed = timeline.legs.find((candidate) => candidate.leg.leg === moment.leg);
  return placed ? placed.startSeconds + moment.offsetSeconds : null;
}

const covers = (stretch: Stretch, seconds: number) =>
  seconds >= stretch.startSeconds && seconds < stretch.endSeconds;
