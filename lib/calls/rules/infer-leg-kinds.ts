import type { LegKind } from '@/lib/contract/call';
import { visibleText } from '@/lib/contract/visible-text';

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
/** So that a call of thousands of legs is not compared leg by leg with each other. */
const MOST_LEGS_AT_ONCE = 100;

/** What the legs before one say about it. */
interface Before {
  previous: KindClue | undefined;
  lastAgentLeg: KindClue | undefined;
  agents: ReadonlySet<string>;
  /** Legs of agents that this one or a later one may overlap, in order. */
  going: readonly KindClue[];
}

/**
 * Guesses what each leg of one call was, from owners and times alone, because the PBX does not say
 * (API note, section 4). Where two readings are equally likely the kind is `unknown`.
 */
export function inferLegKinds(legs: readonly KindClue[]): LegKind[] {
  const agents = new Set<string>();
  const earliestStarts = earliestStartsFrom(legs);
  let lastAgentLeg: KindClue | undefined;
  let going: KindClue[] = [];
  return legs.map((leg, index) => {
    const earliestMs = earliestStarts[index] ?? leg.startMs;
    going = going.filter((other) => other.endMs > earliestMs);
    const before = { previous: legs[index - 1], lastAgentLeg, agents, going };
    const { name, because } = inferLegKind(leg, before);
    if (leg.username !== null && !leg.isSystemUser) {
      agents.add(leg.username);
      lastAgentLeg = leg;
      going = [...going, leg].slice(-MOST_LEGS_AT_ONCE);
    }
    // A name such as `Priya N.` may end the sentence already.
    return { name, because: visibleText(because.replace(/\.\.$/, '.')) };
  });
}

/** For each leg, when the earliest of it and all later ones starts. */
function earliestStartsFrom(legs: readonly KindClue[]): number[] {
  let earliestMs = Number.POSITIVE_INFINITY;
  return legs
    .map((_, index) => {
      earliestMs = Math.min(earliestMs, legs.at(-1 - index)?.startMs ?? earliestMs);
      return earliestMs;
    })
    .reverse();
}

function inferLegKind(leg: KindClue, { previous, lastAgentLeg, agents, going }: Before): LegKind {
  if (leg.isSystemUser) {
    return {
      name: 'waiting',
      because: `The owner is ${leg.username}, a system user: no agent had the call.`,
    };
  }
  if (leg.username === null) {
    return { name: 'unknown', because: 'The PBX gave no owner for this leg.' };
  }
  if (!lastAgentLeg) {
    return { name: 'answered', because: `The first leg that an agent owns, ${leg.username}.` };
  }
  const companion = going.find(
    (other) => other.username !== leg.username && goTogether(leg, other),
  );
  if (companion) {
    return {
      name: 'joined',
      because: `${leg.username} was recorded while leg ${companion.leg} of ${companion.username} went on.`,
    };
  }
  if (agents.has(leg.username)) return inferReturn(leg, lastAgentLeg, previous);
  return {
    name: 'transfer',
    because: `The owner changed from ${lastAgentLeg.username} to ${leg.username}${endPoints(lastAgentLeg, leg)}.`,
  };
}

/** The agent had the call before: it came back, unless the recorder was only restarted. */
function inferReturn(
  leg: KindClue,
  lastAgentLeg: KindClue,
  previous: KindClue | undefined,
): LegKind {
  if (previous?.username === leg.username) {
    return {
      name: 'unknown',
      because: `The owner is the same as in leg ${previous.leg}: the recorder may only have been restarted.`,
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
