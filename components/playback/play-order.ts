import type { CallTimeline, PlacedLeg, Stretch } from '@/components/call-time/call-timeline';
import type { LegDeck } from './leg-deck';
import type { Jump, NextPart, PlayerStateHolder } from './player-state';
import { isAboutFile } from './probe-audio';

/** Shorter shared stretches and shorter gaps come from clocks that round. */
const SHORTEST_SECONDS = 1;
/** A leg that was heard to within this of its end is over. */
export const REST_SECONDS = 0.25;

export type PlayOrder = ReturnType<typeof createPlayOrder>;

/**
 * Decides which legs sound at a moment of the call, what comes after, and where listening jumps: at the
 * loop's end, at a linked range's end, over folds. Plays nothing itself.
 */
export function createPlayOrder(timeline: CallTimeline, state: PlayerStateHolder, deck: LegDeck) {
  const { memory } = state;
  const endOf = (placed: PlacedLeg) => placed.startSeconds + deck.lengthOf(placed.leg.leg);
  const placedOf = (leg: number) => timeline.legs.find((placed) => placed.leg.leg === leg);
  const choice = () => state.get().overlap;

  /** Open to this person, and without a known fault of its file. */
  function isAudible({ leg }: PlacedLeg): boolean {
    const { fault } = state.playback(leg.leg);
    return deck.isPlayable(leg.leg) && !(fault && isAboutFile(fault.code));
  }
  const audibleLegs = () => timeline.legs.filter(isAudible);

  const isCoveredBy = (placed: PlacedLeg, seconds: number) =>
    placed.startSeconds <= seconds && seconds < endOf(placed) - REST_SECONDS;

  function sharedSeconds(a: PlacedLeg, b: PlacedLeg): number {
    return Math.min(endOf(a), endOf(b)) - Math.max(a.startSeconds, b.startSeconds);
  }
  const overlapping = (leg: number) => {
    const main = placedOf(leg);
    if (!main) return [];
    return audibleLegs().filter(
      (placed) => placed !== main && sharedSeconds(placed, main) >= SHORTEST_SECONDS,
    );
  };

  /** The leg that is to be heard alone at `seconds` instead of `leg`; null where `leg` may go on. */
  function chosenInstead(leg: number, seconds: number): number | null {
    const chosen = choice();
    if (chosen === 'both' || chosen === leg) return null;
    const isThere = overlapping(leg).some(
      (placed) => placed.leg.leg === chosen && isCoveredBy(placed, seconds),
    );
    return isThere ? chosen : null;
  }

  /** The legs that sound together with `leg` at `seconds` of call time. */
  function alongside(leg: number, seconds: number): number[] {
    if (choice() === leg || chosenInstead(leg, seconds) !== null) return [];
    return overlapping(leg)
      .filter((placed) => isCoveredBy(placed, seconds))
      .map((placed) => placed.leg.leg);
  }

  /** The next leg that begins while `leg` still sounds, later than `seconds`. */
  function joining(leg: number, seconds: number): (NextPart & { atSeconds: number }) | null {
    if (choice() === leg) return null;
    const next = overlapping(leg).find((placed) => placed.startSeconds > seconds);
    if (!next) return null;
    return {
      leg: next.leg.leg,
      offsetSeconds: 0,
      silence: null,
      atSeconds: next.startSeconds,
    };
  }

  /** What follows when `leg` stops sounding at `seconds` of call time; null at the end of the call. */
  function after(leg: number, seconds: number): NextPart | null {
    const going = overlapping(leg).filter((placed) => isCoveredBy(placed, seconds));
    const stays = going.find((placed) => placed.leg.leg === choice()) ?? going[0];
    if (stays) {
      const offsetSeconds = seconds - stays.startSeconds;
      return pastFolds(stays, { leg: stays.leg.leg, offsetSeconds, silence: null });
    }
    const index = timeline.legs.findIndex((placed) => placed.leg.leg === leg);
    const next = timeline.legs.find(
      (placed, at) =>
        at > index &&
        isAudible(placed) &&
        placed.startSeconds >= seconds - SHORTEST_SECONDS &&
        endOf(placed) > seconds,
    );
    if (!next) return null;
    const isGap = next.startSeconds - seconds >= SHORTEST_SECONDS;
    const silence = isGap ? { startSeconds: seconds, endSeconds: next.startSeconds } : null;
    return pastFolds(next, { leg: next.leg.leg, offsetSeconds: 0, silence });
  }

  function pastFolds(placed: PlacedLeg, part: NextPart): NextPart | null {
    const end = foldEnd(placed.startSeconds + part.offsetSeconds);
    if (end === null) return part;
    if (isCoveredBy(placed, end)) return { ...part, offsetSeconds: end - placed.startSeconds };
    const later = after(part.leg, endOf(placed));
    return later && { ...later, silence: part.silence ?? later.silence };
  }

  /** The first leg that can be heard from `seconds` of call time on, `preferredLeg` where it sounds then. */
  function from(seconds: number, preferredLeg?: number): NextPart | null {
    const sounding = audibleLegs().filter((placed) => isCoveredBy(placed, seconds));
    const found =
      sounding.find((placed) => placed.leg.leg === choice()) ??
      sounding.find((placed) => placed.leg.leg === preferredLeg) ??
      sounding[0];
    if (found) {
      return { leg: found.leg.leg, offsetSeconds: seconds - found.startSeconds, silence: null };
    }
    const next = audibleLegs().find((placed) => placed.startSeconds >= seconds);
    if (!next) return null;
    const silence = { startSeconds: seconds, endSeconds: next.startSeconds };
    return { leg: next.leg.leg, offsetSeconds: 0, silence };
  }

  const foldAt = (seconds: number) => memory.folds.find((fold) => covers(fold, seconds)) ?? null;

  function watch(seconds: number): void {
    const { loop } = state.get();
    if (loop && covers(loop, seconds)) memory.isInLoop = true;
    if (memory.heardFold && !covers(memory.heardFold, seconds)) memory.heardFold = null;
  }

  /** The selection that is being repeated, while playing is inside it. */
  function activeLoop(): Stretch | null {
    const { loop, isLooping } = state.get();
    return isLooping && memory.isInLoop ? loop : null;
  }

  /** Where a fold leads. The loop keeps its listener, and a selection that is wholly folded is heard. */
  function foldTarget(fold: Stretch): number | null {
    const loop = activeLoop();
    if (!loop || fold.endSeconds < loop.endSeconds) return fold.endSeconds;
    return fold.startSeconds <= loop.startSeconds ? null : loop.startSeconds;
  }

  function nextFold(seconds: number): Jump | null {
    if (!state.get().skipsWaiting) return null;
    const fold = memory.folds.find(
      (candidate) => candidate.endSeconds > seconds + 0.05 && candidate !== memory.heardFold,
    );
    const toSeconds = fold ? foldTarget(fold) : null;
    return fold && toSeconds !== null ? { atSeconds: fold.startSeconds, toSeconds } : null;
  }

  /** The end of the loop or of a linked range, whichever is ahead. */
  function nextEdges(): Jump[] {
    const loop = activeLoop();
    const edges: Jump[] = [];
    if (loop) edges.push({ atSeconds: loop.endSeconds, toSeconds: loop.startSeconds });
    if (memory.stopsAt !== null && !state.get().isLooping) {
      edges.push({ atSeconds: memory.stopsAt, toSeconds: null });
    }
    return edges;
  }

  /** The next place at which listening jumps or stops; it is due where `atSeconds` is past. */
  function nextJump(seconds: number): Jump | null {
    watch(seconds);
    return [nextFold(seconds), ...nextEdges()].reduce(
      (a, b) => (!a || (b && b.atSeconds < a.atSeconds) ? b : a),
      null,
    );
  }

  /** The jump that keeps the call from continuing at `resumesAt` when a leg is over. */
  function jumpBeforeResuming(resumesAt: number): Jump | null {
    return nextEdges().find(({ atSeconds }) => resumesAt >= atSeconds) ?? null;
  }

  /** Where listening continues if `seconds` is skipped; null where it is heard. */
  function foldEnd(seconds: number): number | null {
    const fold = state.get().skipsWaiting ? foldAt(seconds) : null;
    return fold && fold !== memory.heardFold ? foldTarget(fold) : null;
  }

  /** Seconds of listening between two moments of the call. */
  function listeningSeconds(from: number, to: number): number {
    if (!state.get().skipsWaiting) return to - from;
    const folded = memory.folds.reduce((sum, fold) => {
      const shared = Math.min(fold.endSeconds, to) - Math.max(fold.startSeconds, from);
      return sum + Math.max(0, shared);
    }, 0);
    return to - from - folded;
  }

  /** Somebody went to `seconds` by hand. */
  function wentTo(seconds: number): void {
    const { loop } = state.get();
    memory.heardFold = foldAt(seconds);
    memory.isInLoop = loop !== null && covers(loop, seconds);
    memory.stopsAt = null;
  }

  return {
    alongside,
    joining,
    after,
    from,
    chosenInstead,
    nextJump,
    jumpBeforeResuming,
    foldEnd,
    listeningSeconds,
    wentTo,
    endOf: (leg: number) => {
      const placed = placedOf(leg);
      return placed ? endOf(placed) : 0;
    },
    startOf: (leg: number) => placedOf(leg)?.startSeconds ?? 0,
  };
}

const covers = (stretch: Stretch, seconds: number) =>
  seconds >= stretch.startSeconds && seconds < stretch.endSeconds;
