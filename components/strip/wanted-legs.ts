import type { PlacedLeg, Stretch } from '@/components/call-time/call-timeline';

/**
 * The legs whose sound a window needs, most urgent first: the selected one, those that follow it, then
 * the earlier ones. A selected leg outside of the window is wanted too, because it is what plays.
 */
export function wantedLegs(
  legs: readonly PlacedLeg[],
  window: Stretch,
  selectedLeg: number,
): number[] {
  const wanted = legs.filter(
    ({ leg, startSeconds, endSeconds }) =>
      leg.access === 'open' &&
      (leg.leg === selectedLeg ||
        (startSeconds < window.endSeconds && endSeconds > window.startSeconds)),
  );
  const selected = wanted.findIndex(({ leg }) => leg.leg === selectedLeg);
  const from = Math.max(selected, 0);
  return [...wanted.slice(from), ...wanted.slice(0, from).reverse()].map(({ leg }) => leg.leg);
}
