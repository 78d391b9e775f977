import type { PlacedLeg } from '@/components/call-time/call-timeline';
import { formatDay, utcOffset } from '@/components/wording/format-clock';
import { formatDuration } from '@/components/wording/format-duration';

/**
 * `Tue 24 Nov 2026, 10:42:07 (UTC+11)`, on the PBX's own clock. The folder knows the offset of its
 * zone, not its name.
 *
 * @param instant ISO 8601 with an offset.
 */
export function momentOf(instant: string): string {
  return `${formatDay(instant)}, ${timeOf(instant)} (${utcOffset(instant)})`;
}

/** `10:42:07`, on the PBX's own clock. */
export function timeOf(instant: string): string {
  return instant.slice(11, 19);
}

/** `138 KB`, `1.4 MB` */
export function sizeOf(bytes: number): string {
  return bytes < 1e6
    ? `${Math.max(1, Math.round(bytes / 1e3))} KB`
    : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Length of a leg's sound, `3:18`; a dash where nobody knows it. */
export const lengthWords = ({ length }: Pick<PlacedLeg, 'length'>): string =>
  length.shownSeconds === null ? '–' : formatDuration(length.shownSeconds);
