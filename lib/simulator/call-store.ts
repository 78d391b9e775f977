import { legEndMs, type SimulatedCall, type SimulatedLeg } from './call';
import { EXAMPLES, type ExampleScript } from './examples';
import { faultScripts } from './fault-scripts';
import { LONGEST_CALL_SECONDS } from './generate-call';
import type { LocalTime } from './local-time';
import { type CallScript, createStage } from './script';
import { createTraffic } from './traffic';

const HOUR_MS = 3_600_000;
const LONGEST_CALL_HOURS = Math.ceil(LONGEST_CALL_SECONDS / 3600);
const KEPT_MS = 2 * 366 * 24 * HOUR_MS;

/** The table with its plain type, without the literal types that its tests use. */
const exampleScripts: readonly ExampleScript[] = EXAMPLES;

/** An example of the table with the unique id that it has today. */
export interface Example {
  tag: string;
  /** Of the example's main call; null for the tag without calls. */
  uniqueId: string | null;
  what: string;
}

/** Every call of the simulated PBX, without legs still under way and calls older than two years. */
export interface CallStore {
  examples: Example[];
  byTag(tag: string): SimulatedCall[];
  byUniqueId(uniqueId: string): SimulatedCall | null;
  /** Legs that ended in a clock hour; `day` counts local days from 1970-01-01. */
  byHour(day: number, hour: number): { call: SimulatedCall; leg: SimulatedLeg }[];
}

export function createCallStore(seed: number, time: LocalTime, now: () => number): CallStore {
  const stage = createStage(time, now());
  let number = 0;
  const play = (script: CallScript) => stage(script, number++);
  const examples = exampleScripts.map((example) => ({
    ...example,
    calls: example.calls.map(play),
  }));
  const scripted = [...examples.flatMap(({ calls }) => calls), ...faultScripts().map(play)];

  const reserved = new Set([...examples, ...scripted].map(({ tag }) => tag));
  const byTag = groupBy(scripted, (call) => [
    call.tag,
    ...call.legs.flatMap(({ tag = '' }) => (tag === '' ? [] : [tag])),
  ]);
  const byUniqueId = new Map(scripted.map((call) => [call.uniqueId, call]));
  const byEndHour = groupBy(scripted, (call) => call.legs.map((leg) => hourOf(legEndMs(leg))));
  const traffic = createTraffic(seed, time, reserved);

  const isKnown = (leg: SimulatedLeg) => legEndMs(leg) <= now() && leg.startMs > now() - KEPT_MS;
  function known(call: SimulatedCall): SimulatedCall[] {
    const legs = call.legs.filter(isKnown);
    return legs.length > 0 ? [{ ...call, legs }] : [];
  }

  return {
    examples: examples.map(({ tag, what, calls, main = 0 }) => ({
      tag,
      uniqueId: calls[main]?.uniqueId ?? null,
      what,
    })),
    byTag: (tag) => (byTag.get(tag) ?? traffic.tag(tag, now())).flatMap(known),
    byUniqueId(uniqueId) {
      const call = byUniqueId.get(uniqueId) ?? traffic.uniqueId(uniqueId);
      return (call && known(call)[0]) ?? null;
    },
    byHour(day, hour) {
      // One more hour on each side: the clock hour may repeat, or begin on a half hour.
      const middle = hourOf(time.instant(day, hour * 3600));
      const calls: SimulatedCall[] = [];
      for (let at = middle - 1 - LONGEST_CALL_HOURS; at <= middle + 2; at++) {
        calls.push(...traffic.hour(at));
      }
      for (let at = middle - 1; at <= middle + 2; at++) calls.push(...(byEndHour.get(at) ?? []));
      return [...new Set(calls)]
        .flatMap((call) => call.legs.filter(isKnown).map((leg) => ({ call, leg })))
        .filter(({ leg }) => {
          const end = time.at(legEndMs(leg));
          return end.day === day && end.hour === hour;
        })
        .sort((a, b) => legEndMs(a.leg) - legEndMs(b.leg));
    },
  };
}

const hourOf = (epochMs: number) => Math.floor(epochMs / HOUR_MS);

function groupBy<K>(calls: SimulatedCall[], keysOf: (call: SimulatedCall) => K[]) {
  const groups = new Map<K, SimulatedCall[]>();
  for (const call of calls) {
    for (const key of new Set(keysOf(call))) {
      const group = groups.get(key);
      if (group) group.push(call);
      else groups.set(key, [call]);
    }
  }
  return groups;
}
