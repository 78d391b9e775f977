import type { Call } from '@/lib/contract/call';

/** Whether 0:00 of the call is the second in its unique id, because recording began late. */
export function startsAtUniqueId(call: Pick<Call, 'uniqueId' | 'startedAt' | 'legs'>): boolean {
  const [seconds] = /^\d+(?=\.)/.exec(call.uniqueId) ?? [];
  const startMs = Date.parse(call.startedAt);
  const firstLegMs = Math.min(...call.legs.map((leg) => Date.parse(leg.startedAt)));
  return Number(seconds) * 1000 === startMs && startMs < firstLegMs;
}
