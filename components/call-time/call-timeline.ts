import type { Call, Leg } from '@/lib/contract/call';
import { type FoundLength, type LegLength, legLength } from './leg-length';

/** A stretch of call time: seconds since the call began. */
export interface Stretch {
  startSeconds: number;
  endSeconds: number;
}

/** Where the length is unknown the end is only where the leg is drawn to: the start of what follows. */
export interface PlacedLeg extends Stretch {
  leg: Leg;
  length: LegLength;
}

/** Seconds that two or more legs share. `legs` holds their numbers, the earlier leg first. */
export interface Overlap extends Stretch {
  legs: number[];
}

/** A call on its own clock, where 0 is the call's beginning. Everything drawn or sought uses it. */
export interface CallTimeline {
  durationSeconds: number;
  /** False where a leg of unknown length is the last: the call is longer, or shorter, than drawn. */
  isEndKnown: boolean;
  /** By start, then by number. */
  legs: PlacedLeg[];
  gaps: Stretch[];
  overlaps: Overlap[];
}

/** Shorter shared stretches come from clocks that round, not from two recordings of one moment. */
const SHORTEST_OVERLAP_SECONDS = 1;

/** A shorter stretch without a leg is no gap (the HTTP contract's rule as well). */
const SHORTEST_GAP_SECONDS = 1;
/** What a leg of unknown length is drawn to where nothing comes after it. */
const UNKNOWN_SECONDS = 60;

const NOTHING_FOUND: ReadonlyMap<number, FoundLength> = new Map();

/**
 * Puts a call's legs, gaps and overlaps on call time. Legs stand where they start and are as long as their
 * sound, so gaps and totals are reckoned here: those of the API only know what the PBX states.
 *
 * @param found What is known of the legs' sound, by their number.
 */
export function createCallTimeline(
  call: Call,
  found: ReadonlyMap<number, FoundLength> = NOTHING_FOUND,
): CallTimeline {
  const legs = placeLegs(call, found);
  const durationSeconds = Math.max(0, ...legs.map((placed) => placed.endSeconds));
  const last = legs.filter((placed) => placed.endSeconds === durationSeconds);
  return {
    durationSeconds,
    isEndKnown: last.some(({ length }) => length.placedSeconds !== null) || legs.length === 0,
    legs,
    gaps: findGaps(legs),
    overlaps: findOverlaps(legs),
  };
}

function placeLegs(call: Call, found: ReadonlyMap<number, FoundLength>): PlacedLeg[] {
  const callStartMs = Date.parse(call.startedAt);
  const started = call.legs
    .map((leg) => ({
      leg,
      length: legLength(leg, found.get(leg.leg)),
      startSeconds: Math.max(0, (Date.parse(leg.startedAt) - callStartMs) / 1000),
    }))
    .sort((a, b) => a.startSeconds - b.startSeconds || a.leg.leg - b.leg.leg);
  const lastKnownEnd = Math.max(
    ...started.map(({ startSeconds, length }) => startSeconds + (length.placedSeconds ?? 0)),
  );
  const starts = [...new Set(started.map(({ startSeconds }) => startSeconds))];
  const ends = new Map(
    starts.map((start, index) => {
      const until = starts[index + 1] ?? (lastKnownEnd > start ? lastKnownEnd : null);
      return [start, until ?? start + UNKNOWN_SECONDS];
    }),
  );
  return started.map((leg) => {
    const { startSeconds, length } = leg;
    const endSeconds =
      length.placedSeconds === null
        ? (ends.get(startSeconds) ?? startSeconds)
        : startSeconds + length.placedSeconds;
    return { ...leg, endSeconds };
  });
}

/** The stretches from the call's beginning on that no leg covers. `legs` by start. */
function findGaps(legs: readonly PlacedLeg[]): Stretch[] {
  const gaps: Stretch[] = [];
  let coveredTo = 0;
  for (const { startSeconds, endSeconds } of legs) {
    if (startSeconds - coveredTo >= SHORTEST_GAP_SECONDS) {
      gaps.push({ startSeconds: coveredTo, endSeconds: startSeconds });
    }
    coveredTo = Math.max(coveredTo, endSeconds);
  }
  return gaps;
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

/** The stretches that two or more of these legs share, as far as their lengths are known. */
export function findOverlaps(legs: readonly PlacedLeg[]): Overlap[] {
  const overlaps: Overlap[] = [];
  for (const slice of sliceByLegs(legs.filter(({ length }) => length.placedSeconds !== null))) {
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
