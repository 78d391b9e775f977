const thousands = new Intl.NumberFormat('en-AU');

/** A count with thousands: `1,287`. */
export function formatCount(count: number): string {
  return thousands.format(count);
}

/** A count and its noun: `1 leg`, `1,287 legs`. */
export function formatCounted(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}
