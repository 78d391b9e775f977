import { foldName } from '@/lib/access/people/fold-name';
import type { Call, Leg, Warning } from '@/lib/contract/call';
import { limitWarnings } from '@/lib/contract/limit-warnings';
import { callStartMs } from '@/lib/contract/unique-id';
import type { NoojeeLeg } from '@/lib/noojee/leg';
import { inferLegKinds } from './infer-leg-kinds';
import type { ZonedIso } from './zoned-iso';

/** What the assembling of calls depends on beside the legs. */
export interface CallRules {
  /** Owners that are not agents, folded (fold-name.ts). */
  systemUsers: ReadonlySet<string>;
  zonedIso: ZonedIso;
}

/** All that a person learns of a leg that he may not hear. */
export type LegOutline = Pick<NoojeeLeg, 'leg' | 'startedAt' | 'durationSeconds'>;

/** The legs of one call, divided by what an actor may hear. At least one is open. */
export interface LegsOfCall {
  open: readonly NoojeeLeg[];
  restricted: readonly LegOutline[];
}

interface Span {
  startMs: number;
  endMs: number;
}

interface OpenLeg extends Span {
  reported: NoojeeLeg;
  isSystemUser: boolean;
}

const SHORTEST_GAP_MS = 1000;

/**
 * Puts the legs of one call together: order, span, coverage, gaps and inferred kinds, as the HTTP
 * contract defines them. Restricted legs count towards span and coverage; no fact, kind or warning of
 * the call is taken from them.
 */
export function assembleCall(
  uniqueId: string,
  { open, restricted }: LegsOfCall,
  rules: CallRules,
): Call {
  const { kept, warnings } = inOrder(open);
  const openLegs = kept.map((reported) => place(reported, rules));
  const outlines = outlinesBeside(kept, restricted);
  const spans = [...openLegs, ...outlines.map(spanOf)];
  const startMs = callStartMs(uniqueId, Math.min(...spans.map((span) => span.startMs)));
  const endMs = Math.max(...spans.map((span) => span.endMs));
  const coverage = cover(startMs, spans);
  return {
    uniqueId,
    tags: distinct(kept.map((leg) => leg.tag)),
    direction: firstOf(kept, (leg) => leg.direction),
    source: firstOf(kept, (leg) => leg.source),
    destination: firstOf(kept, (leg) => leg.destination),
    did: firstOf(kept, (leg) => leg.did),
    agents: distinct(openLegs.map((leg) => (leg.isSystemUser ? null : leg.reported.username))),
    startedAt: rules.zonedIso(startMs),
    endedAt: rules.zonedIso(endMs),
    durationSeconds: toSeconds(endMs - startMs),
    recordedSeconds: toSeconds(coverage.recordedMs),
    gaps: coverage.gaps.map((gap) => ({
      startedAt: rules.zonedIso(gap.startMs),
      seconds: toSeconds(gap.ms),
    })),
    legs: [
      ...toOpenLegs(openLegs, outlines, rules.zonedIso),
      ...outlines.map((outline) => toRestrictedLeg(outline, rules.zonedIso)),
    ].sort((a, b) => a.leg - b.leg),
    warnings,
  };
}

function toOpenLegs(
  legs: readonly OpenLeg[],
  outlines: readonly LegOutline[],
  zonedIso: ZonedIso,
): Leg[] {
  const kinds = inferLegKinds(
    legs.map(({ reported: { leg, username, destination }, isSystemUser, startMs, endMs }) => ({
      leg,
      username,
      destination,
      isSystemUser,
      startMs,
      endMs,
    })),
  );
  const firstRestricted = Math.min(...outlines.map(({ leg }) => leg));
  return legs.map(({ reported, isSystemUser, startMs, endMs }, index) => ({
    leg: reported.leg,
    callRecordId: reported.callRecordId,
    tag: reported.tag,
    username: reported.username,
    isSystemUser,
    source: reported.source,
    destination: reported.destination,
    did: reported.did,
    direction: reported.direction,
    startedAt: zonedIso(startMs),
    endedAt: zonedIso(endMs),
    durationSeconds: reported.durationSeconds,
    // What a leg was depends on those before it: where one is restricted, nothing can be said.
    kind:
      reported.leg > firstRestricted && !isSystemUser
        ? { name: 'unknown', because: 'You may not hear every leg before this one.' }
        : (kinds[index] ?? null),
    access: 'open',
    warnings: reported.warnings,
  }));
}

function toRestrictedLeg({ leg, startedAt, durationSeconds }: LegOutline, zonedIso: ZonedIso): Leg {
  return {
    leg,
    callRecordId: null,
    tag: null,
    username: null,
    isSystemUser: null,
    source: null,
    destination: null,
    did: null,
    direction: null,
    startedAt: zonedIso(Date.parse(startedAt)),
    endedAt: null,
    durationSeconds,
    kind: null,
    access: 'restricted',
    warnings: [],
  };
}

/** One outline for each number that no open leg has. */
function outlinesBeside(kept: readonly NoojeeLeg[], restricted: readonly LegOutline[]) {
  const taken = new Set(kept.map(({ leg }) => leg));
  return restricted.filter(({ leg }) => !taken.has(leg) && taken.add(leg));
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
  const kept = [...byNumber.values()].sort((a, b) => a.leg - b.leg);
  return { kept, warnings: limitWarnings(warnings) };
}

function place(reported: NoojeeLeg, rules: CallRules): OpenLeg {
  const isSystemUser =
    reported.username !== null && rules.systemUsers.has(foldName(reported.username));
  return { reported, isSystemUser, ...spanOf(reported) };
}

function spanOf({ startedAt, durationSeconds }: LegOutline): Span {
  const startMs = Date.parse(startedAt);
  return { startMs, endMs: startMs + durationSeconds * 1000 };
}

/** Walks the legs by start: their union, and what lies between them. */
function cover(
  callStartMs: number,
  legs: readonly Span[],
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
