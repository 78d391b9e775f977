import type { Call, Leg, Warning } from '@/lib/contract/call';
import { callStartMs } from '@/lib/contract/unique-id';
import type { NoojeeLeg } from '@/lib/noojee/leg';
import { inferLegKinds } from './infer-leg-kinds';
import type { ZonedIso } from './zoned-iso';

/** What the assembling of calls depends on beside the legs. */
export interface CallRules {
  /** Owners that are not agents. */
  systemUsers: ReadonlySet<string>;
  zonedIso: ZonedIso;
}

interface PlacedLeg {
  told: NoojeeLeg;
  isSystemUser: boolean;
  startMs: number;
  endMs: number;
}

const SHORTEST_GAP_MS = 1000;

/**
 * Puts the legs of one call together: order, span, coverage, gaps and inferred kinds, as the HTTP
 * contract defines them. `legs` are of one unique id, and at least one.
 */
export function assembleCall(uniqueId: string, legs: readonly NoojeeLeg[], rules: CallRules): Call {
  const { kept, warnings } = inOrder(legs);
  const placed = kept.map((told) => place(told, rules));
  const startMs = callStartMs(uniqueId, Math.min(...placed.map((leg) => leg.startMs)));
  const endMs = Math.max(...placed.map((leg) => leg.endMs));
  const coverage = cover(startMs, placed);
  return {
    uniqueId,
    tags: distinct(kept.map((leg) => leg.tag)),
    direction: firstOf(kept, (leg) => leg.direction),
    source: firstOf(kept, (leg) => leg.source),
    destination: firstOf(kept, (leg) => leg.destination),
    did: firstOf(kept, (leg) => leg.did),
    agents: distinct(placed.map((leg) => (leg.isSystemUser ? null : leg.told.username))),
    startedAt: rules.zonedIso(startMs),
    endedAt: rules.zonedIso(endMs),
    durationSeconds: toSeconds(endMs - startMs),
    recordedSeconds: toSeconds(coverage.recordedMs),
    gaps: coverage.gaps.map((gap) => ({
      startedAt: rules.zonedIso(gap.startMs),
      seconds: toSeconds(gap.ms),
    })),
    legs: toLegs(placed, rules.zonedIso),
    warnings,
  };
}

function toLegs(placed: readonly PlacedLeg[], zonedIso: ZonedIso): Leg[] {
  const kinds = inferLegKinds(
    placed.map(({ told: { leg, username, destination }, isSystemUser, startMs, endMs }) => ({
      leg,
      username,
      destination,
      isSystemUser,
      startMs,
      endMs,
    })),
  );
  return placed.map(({ told, isSystemUser, startMs, endMs }, index) => ({
    leg: told.leg,
    callRecordId: told.callRecordId,
    tag: told.tag,
    username: told.username,
    isSystemUser,
    source: told.source,
    destination: told.destination,
    did: told.did,
    direction: told.direction,
    startedAt: zonedIso(startMs),
    endedAt: zonedIso(endMs),
    durationSeconds: told.durationSeconds,
    kind: kinds[index] ?? null,
    access: 'open',
    warnings: told.warnings,
  }));
}

/** By leg number. A number that comes twice is kept once: a leg is addressed by its number. */
function inOrder(legs: readonly NoojeeLeg[]): { kept: NoojeeLeg[]; warnings: Warning[] } {
  const byNumber = new Map<number, NoojeeLeg>();
  const warnings: Warning[] = [];
  for (const leg of legs) {
    const first = byNumber.get(leg.leg);
    if (!first) byNumber.set(leg.leg, leg);
    else {
      warnings.push({
        code: 'duplicate-leg',
        message: `The PBX lists leg ${leg.leg} twice, as records ${first.callRecordId ?? '–'} and ${leg.callRecordId ?? '–'}. The first is shown.`,
      });
    }
  }
  return { kept: [...byNumber.values()].sort((a, b) => a.leg - b.leg), warnings };
}

function place(told: NoojeeLeg, rules: CallRules): PlacedLeg {
  const startMs = Date.parse(told.startedAt);
  return {
    told,
    isSystemUser: told.username !== null && rules.systemUsers.has(told.username),
    startMs,
    endMs: startMs + told.durationSeconds * 1000,
  };
}

/** Walks the legs by start: their union, and what lies between them. */
function cover(
  callStartMs: number,
  legs: readonly PlacedLeg[],
): { recordedMs: number; gaps: { startMs: number; ms: number }[] } {
  const gaps: { startMs: number; ms: number }[] = [];
  let recordedMs = 0;
  let coveredToMs = callStartMs;
  for (const { startMs, endMs } of [...legs].sort((a, b) => a.startMs - b.startMs)) {
    if (startMs - coveredToMs >= SHORTEST_GAP_MS) {
      gaps.push({ startMs: coveredToMs, ms: startMs - coveredToMs });
    }
    recordedMs += Math.max(0, endMs - Math.max(startMs, coveredToMs));
    coveredToMs = Math.max(coveredToMs, endMs);
  }
  return { recordedMs, gaps };
}

const toSeconds = (ms: number) => Math.round(ms) / 1000;

const distinct = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value): value is string => value !== null && value !== '')),
];

function firstOf<T>(legs: readonly NoojeeLeg[], read: (leg: NoojeeLeg) => T | null): T | null {
  for (const leg of legs) {
    const value = read(leg);
    if (value !== null) return value;
  }
  return null;
}
