import { type Direction, legEndMs, type SimulatedCall, type SimulatedLeg } from './call';
import type { LocalTime } from './local-time';

const DIRECTION_DIGITS: Record<Direction, string> = { inbound: '0', outbound: '1', internal: '2' };
const DIRECTION_WORDS: Record<Direction, string> = {
  inbound: 'Inbound',
  outbound: 'Outbound',
  internal: 'Internal',
};

export type LegJson = Record<string, unknown>;

/** A leg as the tag and unique-id questions answer it (API note section 4, first shape). */
export function legJson(call: SimulatedCall, leg: SimulatedLeg, time: LocalTime): LegJson {
  return {
    Source: leg.source,
    Leg: String(leg.leg),
    Start: time.sqlDate(leg.startMs),
    Tag: leg.tag ?? call.tag,
    ...durationField(leg),
    Username: leg.username,
    CallRecordId: String(leg.callRecordId),
    UniqueId: call.uniqueId,
    DID: leg.did,
    Direction: DIRECTION_DIGITS[call.direction],
    Destination: leg.destination,
  };
}

/** A leg as the by-hour question answers it (API note section 4, second shape). */
export function legJsonByHour(call: SimulatedCall, leg: SimulatedLeg, time: LocalTime): LegJson {
  return {
    Destination: leg.destination,
    UniqueId: call.uniqueId,
    Username: leg.username,
    Start: time.javaDate(leg.startMs),
    ...durationField(leg),
    Tag: leg.tag ?? call.tag,
    Direction: DIRECTION_WORDS[call.direction],
    CallRecordId: String(leg.callRecordId),
    DID: leg.did,
    Source: leg.source,
    callend: time.javaDate(legEndMs(leg)),
    Leg: String(leg.leg),
  };
}

function durationField({ durationSeconds, statedDuration }: SimulatedLeg): LegJson {
  if (statedDuration === null) return {};
  return { Duration: statedDuration ?? String(durationSeconds) };
}
