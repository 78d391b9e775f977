import type { CallTimeline, PlacedLeg, Stretch } from '@/components/call-time/call-timeline';

/** Shorter shared stretches and shorter gaps come from clocks that round. */
const SHORTEST_SECONDS = 1;
/** A leg of which only this much is left is over. */
const REST_SECONDS = 0.25;

/** Where playing goes on when a leg is over. */
export interface NextPart {
  leg: number;
  offsetSeconds: number;
  /** What lies between, where a second or more of it has no audio. */
  silence: Stretch | null;
}

interface PlayOrderOptions {
  timeline: CallTimeline;
  /** Open to this person and without a known fault of its file. */
  isAudible: (leg: number) => boolean;
  /** Length of the file where it is known, else as stated. */
  lengthOf: (leg: number) => number;
  /** What is heard where legs overlap: all of them, or one leg alone. */
  choice: () => 'both' | number;
  /** Where listening goes on if `seconds` of call time are to be passed over; null where they are not. */
  foldEnd: (seconds: number) => number | null;
}

export type PlayOrder = ReturnType<typeof createPlayOrder>;

/** Says which legs sound at a moment of the call, and what comes after. Plays nothing itself. */
export function createPlayOrder(options: PlayOrderOptions) {
  const { timeline, isAudible, foldEnd, choice } = options;
  const endOf = (placed: PlacedLeg) => placed.startSeconds + options.lengthOf(placed.leg.leg);
  const placedOf = (leg: number) => timeline.legs.find((placed) => placed.leg.leg === leg);
  const audibleLegs = () => timeline.legs.filter((placed) => isAudible(placed.leg.leg));

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
        isAudible(placed.leg.leg) &&
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

  return {
    alongside,
    joining,
    after,
    from,
    chosenInstead,
    endOf: (leg: number) => {
      const placed = placedOf(leg);
      return placed ? endOf(placed) : 0;
    },
    startOf: (leg: number) => placedOf(leg)?.startSeconds ?? 0,
  };
}
