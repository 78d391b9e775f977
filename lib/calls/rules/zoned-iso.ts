import { Temporal } from 'temporal-polyfill';

const QUARTER_HOUR_MS = 15 * 60_000;

/** Writes an instant as ISO 8601 with whole seconds and the offset of one zone. */
export type ZonedIso = (epochMs: number) => string;

/**
 * Makes a writer of instants for one IANA zone: `2026-11-24T10:42:07+11:00`.
 *
 * Offsets change on quarter hours only, so each quarter's offset is asked of the zone once: a page
 * of five thousand calls writes forty thousand instants.
 */
export function createZonedIso(timeZone: string): ZonedIso {
  const offsets = new Map<number, { ms: number; text: string }>();
  return (epochMs) => {
    const quarter = Math.floor(epochMs / QUARTER_HOUR_MS);
    let offset = offsets.get(quarter);
    if (!offset) {
      const zoned = Temporal.Instant.fromEpochMilliseconds(
        quarter * QUARTER_HOUR_MS,
      ).toZonedDateTimeISO(timeZone);
      offset = { ms: zoned.offsetNanoseconds / 1e6, text: zoned.offset };
      if (offsets.size > 50_000) offsets.clear();
      offsets.set(quarter, offset);
    }
    return new Date(epochMs + offset.ms).toISOString().slice(0, 19) + offset.text;
  };
}
