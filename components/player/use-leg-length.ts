import { type LegLength, legLength } from '@/components/call-time/leg-length';
import type { Leg } from '@/lib/contract/call';
import { useCallPlayer } from './player-context';

/** How long a leg is as far as this page knows; the component renders when that changes. */
export function useLegLength(leg: Leg): LegLength {
  const { timeline } = useCallPlayer();
  const placed = timeline.legs.find((candidate) => candidate.leg.leg === leg.leg);
  return placed?.length ?? legLength(leg);
}
