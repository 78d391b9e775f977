import type { Call, Warning } from '@/lib/contract/call';

/** What was odd about a call and each of its legs, every sentence once. */
export function warningsOf(call: Call): Warning[] {
  const all = [...call.warnings, ...call.legs.flatMap((leg) => leg.warnings)];
  return [...new Map(all.map((warning) => [warning.message, warning])).values()];
}
