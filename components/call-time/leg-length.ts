import type { Leg } from '@/lib/contract/call';

/** How long a leg's sound is, and who says so. */
export interface LegLength {
  /** Exact, in seconds; null where nobody knows. */
  seconds: number | null;
  from: 'measured' | 'stated' | 'element' | 'unknown';
  /** As people read it: a measurement that agrees with what the PBX states reads as stated. */
  shownSeconds: number | null;
  /** What the leg takes of the call: longer than its sound where the file ends early. */
  placedSeconds: number | null;
}

/** What was found out about a leg's sound, beyond what the PBX states. */
export interface FoundLength {
  seconds: number;
  from: 'measured' | 'element';
  /** Nothing of the file is missing on this side. */
  isWhole: boolean;
}

/** The PBX rounds to whole seconds: what differs by less is the same length. */
export const AGREEING_SECONDS = 1;
/** No call lasts longer: what states more is in another unit, or nonsense. */
const LONGEST_STATED_SECONDS = 24 * 3600;
/** A whole file that is so many times shorter was not cut off: its field is wrong. */
const MOST_TIMES_AS_LONG = 10;

/** The stated length; null where it cannot be one: 0, negative, no number, longer than a day. */
export function statedSeconds({ durationSeconds }: Pick<Leg, 'durationSeconds'>): number | null {
  const isPlausible = durationSeconds > 0 && durationSeconds <= LONGEST_STATED_SECONDS;
  return isPlausible ? durationSeconds : null;
}

/**
 * The one answer to how long a leg is: as found here, else as the server has measured, else as the PBX states,
 * else unknown.
 */
export function legLength(
  leg: Pick<Leg, 'durationSeconds' | 'measuredSeconds'>,
  foundHere?: FoundLength,
): LegLength {
  const stated = statedSeconds(leg);
  const found = foundHere?.from === 'measured' ? foundHere : (measuredByServer(leg) ?? foundHere);
  if (!found) {
    const from = stated === null ? 'unknown' : 'stated';
    return { seconds: stated, from, shownSeconds: stated, placedSeconds: stated };
  }
  const { seconds, from, isWhole } = found;
  if (stated === null) return { seconds, from, shownSeconds: seconds, placedSeconds: seconds };
  const agrees = Math.abs(stated - seconds) <= AGREEING_SECONDS;
  const isBelieved = !isWhole || stated <= seconds * MOST_TIMES_AS_LONG;
  const isShort = stated > seconds && isBelieved;
  return {
    seconds,
    from,
    shownSeconds: agrees ? stated : seconds,
    placedSeconds: agrees || isShort ? stated : seconds,
  };
}

function measuredByServer({ measuredSeconds }: Pick<Leg, 'measuredSeconds'>): FoundLength | null {
  return measuredSeconds === undefined
    ? null
    : { seconds: measuredSeconds, from: 'measured', isWhole: true };
}
