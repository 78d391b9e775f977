import type { Call } from './call';

/**
 * Nine or ten digits are epoch seconds of 1973 to 2286, at the start of the id or after a system
 * name. Any other id is opaque, such as `342082345-238.234`.
 */
const EPOCH_SECONDS = /(?:^|-)(\d{9,10})\.\d+$/;

/** The usual `<epoch seconds>.<sequence>`, and the rarer `342082345-238.234`. */
const UNIQUE_ID = /^\d+(-\d+)?\.\d+$/;

const LATEST_LEG_SECONDS = 4 * 3600;
const LATE_RECORDING_SECONDS = 3;

/**
 * The second at which the PBX made a unique id, which is when the call began: `1392271611.238` gives
 * 1392271611, and so does `pbx1-1392271611.238`. Null where the id holds no time. An id is opaque to
 * its maker, so what is computed from this must be compared with the legs first.
 */
export function uniqueIdEpochSeconds(uniqueId: string): number | null {
  const seconds = EPOCH_SECONDS.exec(uniqueId.trim())?.[1];
  return seconds === undefined ? null : Number(seconds);
}

/**
 * When a call began, in epoch milliseconds: at the second in its unique id if the first leg started
 * 3 s to 4 h after that, so that a recording that began late shows as a gap; else with that leg.
 */
export function callStartMs(uniqueId: string, firstLegMs: number): number {
  const seconds = uniqueIdEpochSeconds(uniqueId);
  if (seconds === null) return firstLegMs;
  const lateSeconds = firstLegMs / 1000 - seconds;
  const isPlausible = lateSeconds >= LATE_RECORDING_SECONDS && lateSeconds <= LATEST_LEG_SECONDS;
  return isPlausible ? seconds * 1000 : firstLegMs;
}

/** Whether an assembled call begins at the second in its unique id, before its first leg. */
export function startsAtUniqueId(call: Pick<Call, 'uniqueId' | 'startedAt' | 'legs'>): boolean {
  const seconds = uniqueIdEpochSeconds(call.uniqueId);
  const startMs = Date.parse(call.startedAt);
  const firstLegMs = Math.min(...call.legs.map((leg) => Date.parse(leg.startedAt)));
  return seconds !== null && seconds * 1000 === startMs && startMs < firstLegMs;
}

/** Whether a text that someone typed or pasted is probably a unique id and not a tag. */
export const looksLikeUniqueId = (text: string): boolean => UNIQUE_ID.test(text);
