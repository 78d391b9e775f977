const thousands = new Intl.NumberFormat('en-AU');

/** A count with thousands: `1,287`. */
export function formatCount(count: number): string {
  return thousands.format(count);
}

/** A count and its noun: `1 leg`, `1,287 legs`. */
export function formatCounted(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** A part of a whole in per cent, rounded down: `92 %`. 100 only if nothing is missing. */
export function formatShare(part: number, whole: number): string {
  return `${wholePercent(part, whole)} %`;
}

/** The same in words, for assistive technology: `92 per cent`. */
export function speakShare(part: number, whole: number): string {
  return `${wholePercent(part, whole)} per cent`;
}

function wholePercent(part: number, whole: number): number {
  if (whole <= 0 || part >= whole) return 100;
  return Math.max(0, Math.floor((part * 100) / whole));
}
