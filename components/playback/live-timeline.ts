import {
  type CallTimeline,
  createCallTimeline,
  type PlacedLeg,
} from '@/components/call-time/call-timeline';
import {
  AGREEING_SECONDS,
  type FoundLength,
  statedSeconds,
} from '@/components/call-time/leg-length';
import type { LegSound, SoundLoader } from '@/components/sound/sound-loader';
import type { Call, Leg } from '@/lib/contract/call';
import type { LegPlayback } from './player-state';

type Legs = Readonly<Record<number, Pick<LegPlayback, 'fileSeconds'>>>;

export type LiveTimeline = ReturnType<typeof createLiveTimeline>;

/**
 * Where each leg is and how long, as far as it is known by now: the one owner of that on the page. What was
 * measured wins, then what the PBX states, then what an element says of its file; else it is unknown.
 */
export function createLiveTimeline(
  call: Call,
  sounds: Pick<SoundLoader, 'all'>,
  readLegs: () => Legs,
) {
  const initial = createCallTimeline(call);
  let current = initial;
  let placed = byNumber(initial);
  let content = '[]';
  let seen: { known: ReadonlyMap<number, LegSound>; legs: Legs } | null = null;

  /** The same object until a length has changed. */
  function now(): CallTimeline {
    const known = sounds.all();
    const legs = readLegs();
    if (seen?.known === known && seen.legs === legs) return current;
    seen = { known, legs };
    const found = foundLengths(call.legs, known, legs);
    const next = JSON.stringify([...found]);
    if (next !== content) {
      content = next;
      current = createCallTimeline(call, found);
      placed = byNumber(current);
    }
    return current;
  }

  function placedOf(leg: number): PlacedLeg | undefined {
    now();
    return placed.get(leg);
  }

  /** For the parts of the player, which keep it: every reading is of this moment. */
  const timeline: CallTimeline = {
    get durationSeconds() {
      return now().durationSeconds;
    },
    get isEndKnown() {
      return now().isEndKnown;
    },
    get legs() {
      return now().legs;
    },
    get gaps() {
      return now().gaps;
    },
    get overlaps() {
      return now().overlaps;
    },
  };

  return {
    timeline,
    now,
    /** Before anything was found out, as the server renders it. */
    initial,
    /** Seconds of a leg's sound; where they are not known, what it is drawn to. */
    secondsOf(leg: number): number {
      const found = placedOf(leg);
      return found ? (found.length.seconds ?? found.endSeconds - found.startSeconds) : 0;
    },
    /** Seconds of a leg's sound as measured; null as long as they are not. */
    measuredOf(leg: number): number | null {
      const length = placedOf(leg)?.length;
      return length?.from === 'measured' ? length.seconds : null;
    },
    /** How far into a leg one may go: past what the PBX states, as long as nothing else says how long it is. */
    reachOf(leg: number): number {
      const length = placedOf(leg)?.length;
      const isFound = length?.from === 'measured' || length?.from === 'element';
      return isFound ? (length.seconds ?? 0) : Number.POSITIVE_INFINITY;
    },
  };
}

const byNumber = ({ legs }: CallTimeline) =>
  new Map(legs.map((leg): [number, PlacedLeg] => [leg.leg.leg, leg]));

/**
 * What is known of the legs' sound. A browser guesses the length of a file that does not state it, so its word
 * counts only where it agrees with what the PBX states, or nothing better is there or will come.
 */
function foundLengths(
  callLegs: readonly Leg[],
  known: ReadonlyMap<number, LegSound>,
  legs: Legs,
): Map<number, FoundLength> {
  const found = new Map<number, FoundLength>();
  for (const leg of callLegs) {
    const sound = known.get(leg.leg);
    const wave = sound?.wave;
    if (wave && wave.arrival !== 'arriving' && wave.durationSeconds > 0) {
      const isWhole = wave.arrival === 'complete';
      found.set(leg.leg, { seconds: wave.durationSeconds, from: 'measured', isWhole });
      continue;
    }
    const elementSeconds = legs[leg.leg]?.fileSeconds ?? null;
    if (elementSeconds === null) continue;
    const stated = statedSeconds(leg);
    const isNeverMeasured = sound?.hasFailed || sound?.unfetched === 'always';
    const agrees = stated !== null && Math.abs(stated - elementSeconds) <= AGREEING_SECONDS;
    if (isNeverMeasured || stated === null || agrees) {
      found.set(leg.leg, { seconds: elementSeconds, from: 'element', isWhole: true });
    }
  }
  return found;
}
