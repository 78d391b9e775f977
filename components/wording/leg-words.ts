import { speakLength } from '@/components/wording/format-duration';
import type { Leg } from '@/lib/contract/call';
import { visibleText } from '@/lib/contract/visible-text';

/** Name of a leg's owner as a person reads it. */
export function ownerName(leg: Pick<Leg, 'username' | 'access'>): string {
  if (leg.access === 'restricted') return 'Not yours to hear';
  return leg.username === null ? 'No agent' : visibleText(leg.username);
}

/** The inferred kind; null if there is none. When in doubt there is no kind. */
export function kindWord(leg: Pick<Leg, 'kind'>): string | null {
  return leg.kind && leg.kind.name !== 'unknown' ? leg.kind.name : null;
}

/** Announced once when another leg starts playing: "Leg 4, Fred, transfer, inferred". */
export function speakLeg(leg: Leg): string {
  const kind = kindWord(leg);
  const owner = leg.isSystemUser ? `${ownerName(leg)}, system user` : ownerName(leg);
  return [`Leg ${leg.leg}`, owner, ...(kind ? [kind, 'inferred'] : [])].join(', ');
}

/** Where listening is: "Leg 2 of 4, answered by Priya N., 1 minute 5 of 4 minutes 10". */
export function speakPlace(
  leg: Leg,
  legCount: number,
  seconds: number,
  lengthSeconds: number | null,
): string {
  const kind = kindWord(leg);
  const owner = ownerName(leg);
  const who = kind === 'answered' ? `answered by ${owner}` : kind ? `${kind}, ${owner}` : owner;
  const place =
    lengthSeconds === null
      ? `${speakLength(seconds)}, length not known yet`
      : `${speakLength(seconds)} of ${speakLength(lengthSeconds)}`;
  return `Leg ${leg.leg} of ${legCount}, ${who}, ${place}`;
}
