import type { CallTimeline, PlacedLeg, Stretch } from '@/components/call-time/call-timeline';
import type { LegPlayback } from '@/components/playback/player-state';
import { formatAmount, speakDuration } from '@/components/wording/format-duration';

interface SilentPart {
  seconds: number;
  because: string;
}

/** Why nothing is heard in a stretch of the call, in order: "not recorded", "missing from the file". */
export function silentParts(
  timeline: CallTimeline,
  stretch: Stretch,
  legs: Readonly<Record<number, LegPlayback>>,
): SilentPart[] {
  const edges = [...timeline.gaps, ...timeline.legs]
    .flatMap(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])
    .filter((edge) => edge > stretch.startSeconds && edge < stretch.endSeconds)
    .sort((a, b) => a - b);
  const parts: SilentPart[] = [];
  let from = stretch.startSeconds;
  for (const edge of [...edges, stretch.endSeconds]) {
    const middle = (from + edge) / 2;
    const placed = timeline.legs.find(
      ({ startSeconds, endSeconds }) => startSeconds <= middle && middle < endSeconds,
    );
    const because = placed ? whySilent(placed, legs) : 'not recorded';
    const last = parts.at(-1);
    if (last?.because === because) last.seconds += edge - from;
    else parts.push({ seconds: edge - from, because });
    from = edge;
  }
  return parts.filter((part) => part.seconds >= 0.5);
}

function whySilent({ leg }: PlacedLeg, legs: Readonly<Record<number, LegPlayback>>): string {
  if (leg.access === 'restricted') return 'not yours to hear';
  const fault = legs[leg.leg]?.fault?.code;
  if (fault === 'recording-gone') return 'not found on the PBX';
  if (fault) return 'not playable';
  return 'missing from the file';
}

/** "38 s not recorded, 30 s not found on the PBX" */
export function writeParts(parts: readonly SilentPart[]): string {
  return parts.map(({ seconds, because }) => `${formatAmount(seconds)} ${because}`).join(', ');
}

/** "38 seconds not recorded" */
export function speakParts(parts: readonly SilentPart[]): string {
  return parts
    .map(({ seconds, because }) => `${speakDuration(Math.round(seconds))} ${because}`)
    .join(', ');
}
