import type { LegKind } from '@/lib/contract/call';

/** What is needed of a leg to guess its kind. Legs come in order of their number. */
export interface KindClue {
  leg: number;
  username: string | null;
  isSystemUser: boolean;
  destination: string | null;
  startMs: number;
  endMs: number;
}

/** Shorter overlaps are a transfer whose recordings merely touch. */
const JOINED_OVERLAP_MS = 10_000;

/**
 * Guesses what each leg of one call was, from owners and times alone: the PBX never tells
 * (API note, section 4). Where two readings are equally likely there is no kind.
 */
export function inferLegKinds(legs: readonly KindClue[]): LegKind[] {
  return legs.map((leg, index) => {
    const { name, because } = inferLegKind(leg, legs.slice(0, index));
    // A name such as `Priya N.` may end the sentence already.
    return { name, because: because.replace(/\.\.$/, '.') };
  });
}

function inferLegKind(leg: KindClue, earlier: readonly KindClue[]): LegKind {
  if (leg.isSystemUser) {
    return {
      name: 'waiting',
      because: `The owner is ${leg.username}, a system user: no agent had the call.`,
    };
  }
  if (leg.username === null) {
    return { name: 'unknown', because: 'The PBX told no owner for this leg.' };
  }
  const agentLegs = earlier.filter((other) => other.username !== null && !other.isSystemUser);
  const lastAgentLeg = agentLegs.at(-1);
  if (!lastAgentLeg) {
    return { name: 'answered', because: `The first leg that an agent owns, ${leg.username}.` };
  }
  const companion = agentLegs.find(
    (other) => other.username !== leg.username && goTogether(leg, other),
  );
  if (companion) {
    return {
      name: 'joined',
      because: `${leg.username} was recorded while leg ${companion.leg} of ${companion.username} went on.`,
    };
  }
  if (agentLegs.some((other) => other.username === leg.username)) {
    return inferReturn(leg, lastAgentLeg, earlier.at(-1));
  }
  return {
    name: 'transfer',
    because: `The owner changed from ${lastAgentLeg.username} to ${leg.username}${endPoints(lastAgentLeg, leg)}.`,
  };
}

/** The agent had the call before: it came back, unless the recorder merely began anew. */
function inferReturn(
  leg: KindClue,
  lastAgentLeg: KindClue,
  previous: KindClue | undefined,
): LegKind {
  if (previous?.username === leg.username) {
    return {
      name: 'unknown',
      because: `The owner is the same as in leg ${previous.leg}: the recorder may only have begun anew.`,
    };
  }
  return {
    name: 'returned',
    because:
      lastAgentLeg.username === leg.username
        ? `${leg.username} had leg ${lastAgentLeg.leg} before the caller waited.`
        : `${leg.username} had the call before ${lastAgentLeg.username}${endPoints(lastAgentLeg, leg)}.`,
  };
}

/** Both were recorded together for a while, or for the whole of a shorter leg. */
function goTogether(leg: KindClue, other: KindClue): boolean {
  const overlapMs = Math.min(leg.endMs, other.endMs) - Math.max(leg.startMs, other.startMs);
  const lengthMs = leg.endMs - leg.startMs;
  return overlapMs > 0 && overlapMs >= Math.min(JOINED_OVERLAP_MS, lengthMs);
}

function endPoints(from: KindClue, to: KindClue): string {
  if (!from.destination || !to.destination || from.destination === to.destination) return '';
  return `, the end point from ${from.destination} to ${to.destination}`;
}
