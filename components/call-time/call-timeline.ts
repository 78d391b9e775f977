import type { Call, Leg } from '@/lib/contract/call';

/** A stretch of call time: seconds since the call began. */
export interface Stretch {
  startSeconds: number;
  endSeconds: number;
}

export interface PlacedLeg extends Stretch {
  leg: Leg;
}

/** Seconds that two or more legs share. `legs` holds their numbers, the earlier leg first. */
export interface Overlap extends Stretch {
  legs: number[];
}

/** A call on its own clock, where 0 is the call's beginning. Everything drawn or sought uses it. */
export interface CallTimeline {
  durationSeconds: number;
  /** By start, then by number. */
  legs: PlacedLeg[];
  gaps: Stretch[];
  overlaps: Overlap[];
}

/** Shorter shared stretches come from clocks that round, not from two recordings of one moment. */
const SHORTEST_OVERLAP_SECONDS = 1;

/** Puts a call's legs, gaps and overlaps on call time. */
export function createCallTimeline(call: Call): CallTimeline {
  const callStartMs = Date.parse(call.startedAt);
  const since = (instant: string) => (Date.parse(instant) - callStartMs) / 1000;
  const legs = call.legs
    .map((leg) => {
      const startSeconds = Math.max(0, since(leg.startedAt));
      return { leg, startSeconds, endSeconds: startSeconds + Math.max(0, leg.durationSeconds) };
    })
    .sort((a, b) => a.startSeconds - b.startSeconds || a.leg.leg - b.leg.leg);
  return {
    durationSeconds: Math.max(call.durationSeconds, ...legs.map((placed) => placed.endSeconds)),
    legs,
    gaps: call.gaps.map((gap) => {
      const startSeconds = since(gap.startedAt);
      return { startSeconds, endSeconds: startSeconds + gap.seconds };
    }),
    overlaps: findOverlaps(legs),
  };
}

/** Cuts call time wherever a leg starts or ends; each cut lists the legs that cover it, earlier first. */
export function sliceByLegs<Placed extends PlacedLeg>(
  legs: readonly Placed[],
): (Stretch & { legs: Placed[] })[] {
  const edges = [...new Set(legs.flatMap((leg) => [leg.startSeconds, leg.endSeconds]))];
  edges.sort((a, b) => a - b);
  return edges.slice(1).flatMap((endSeconds, index) => {
    const startSeconds = edges[index] ?? endSeconds;
    const covering = legs.filter(
      (leg) => leg.startSeconds <= startSeconds && leg.endSeconds >= endSeconds,
    );
    return covering.length > 0 ? [{ startSeconds, endSeconds, legs: covering }] : [];
  });
}

/** The stretches that two or more of these legs share. */
export function findOverlaps(legs: readonly PlacedLeg[]): Overlap[] {
  const overlaps: Overlap[] = [];
  for (const slice of sliceByLegs(legs)) {
    if (slice.legs.length < 2) continue;
    const numbers = slice.legs.map((placed) => placed.leg.leg);
    const last = overlaps.at(-1);
    if (last && last.endSeconds === slice.startSeconds) {
      last.endSeconds = slice.endSeconds;
      last.legs = [...new Set([...last.legs, ...numbers])];
    } else {
      overlaps.push({ ...slice, legs: numbers });
    }
  }
  return overlaps.filter((o) => o.endSeconds - o.startSeconds >= SHORTEST_OVERLAP_SECONDS);
}
