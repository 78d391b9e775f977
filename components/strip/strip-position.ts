import type { CallClock } from '@/components/call-time/call-clock';
import type { CallTimeline } from '@/components/call-time/call-timeline';
import { placeAt } from '@/components/call-time/position-in-call';
import { formatDuration, speakDuration, speakPosition } from '@/components/wording/format-duration';
import { ownerName } from '@/components/wording/leg-words';

/** The strip's value in words: "3 minutes 12 seconds of 12 minutes 20, leg 2, Priya N." */
export function speakCallPosition(
  timeline: CallTimeline,
  clock: CallClock,
  seconds: number,
  preferredLeg?: number,
): string {
  const shown = clock.toShown(seconds);
  const position = timeline.isEndKnown
    ? speakPosition(shown, clock.durationSeconds)
    : speakDuration(shown);
  const place = placeAt(timeline, seconds, preferredLeg);
  if (place.in === 'gap') return `${position}, not recorded`;
  const { leg, length } = place.placed;
  const unknown = length.seconds === null ? ', length not known yet' : '';
  return `${position}, leg ${leg.leg}, ${ownerName(leg)}${unknown}`;
}

/** An edge of a selection in words: "48 seconds in leg 4", or its time in the call where no leg is. */
export function speakEdge(timeline: CallTimeline, seconds: number): string {
  const place = placeAt(timeline, seconds);
  return place.in === 'leg'
    ? `${speakDuration(place.offsetSeconds)} in leg ${place.placed.leg.leg}`
    : `${speakDuration(seconds)} in the call, not recorded`;
}

/**
 * A selection in figures, "0:48 – 1:48": the time within the leg that holds all of it, else the time
 * that the strip shows.
 */
export function formatSelection(
  timeline: CallTimeline,
  clock: CallClock,
  { startSeconds, endSeconds }: { startSeconds: number; endSeconds: number },
): string {
  const holder = timeline.legs.find(
    (leg) => leg.startSeconds <= startSeconds && endSeconds <= leg.endSeconds,
  );
  const shown = (seconds: number) =>
    formatDuration(holder ? seconds - holder.startSeconds : clock.toShown(seconds));
  return `${shown(startSeconds)} – ${shown(endSeconds)}`;
}
