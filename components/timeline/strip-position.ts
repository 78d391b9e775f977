import { ownerName } from '@/components/player/leg-words';
import { speakPosition } from '@/components/wording/format-duration';
import type { CallTimeline } from './call-timeline';
import { placeAt } from './position-in-call';

/** The strip's value in words: "3 minutes 12 seconds of 12 minutes 20, leg 2, Priya N." */
export function speakCallPosition(
  timeline: CallTimeline,
  seconds: number,
  preferredLeg?: number,
): string {
  const position = speakPosition(seconds, timeline.durationSeconds);
  const place = placeAt(timeline, seconds, preferredLeg);
  if (place.in === 'gap') return `${position}, not recorded`;
  const { leg } = place.placed;
  return `${position}, leg ${leg.leg}, ${ownerName(leg)}`;
}
