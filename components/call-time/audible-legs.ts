import type { LostStretch } from './call-holes';
import type { PlacedLeg } from './call-timeline';

/** What listening time draws of the legs: without those that cannot be heard, and without lost ends. */
export function audibleLegs(legs: readonly PlacedLeg[], lost: readonly LostStretch[]): PlacedLeg[] {
  return legs.flatMap((placed) => {
    if (placed.leg.access === 'restricted') return [];
    const loss = lost.find((stretch) => stretch.leg === placed.leg.leg);
    if (!loss) return [placed];
    if (loss.startSeconds <= placed.startSeconds) return [];
    return [{ ...placed, endSeconds: loss.startSeconds }];
  });
}
