import { Temporal } from 'temporal-polyfill';

const HALF_HOUR_MS = 1_800_000;
const DAY_MS = 86_400_000;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The wall clock of the PBX's zone. Days are numbered from 1970-01-01, local. */
export interface LocalTime {
  at(epochMs: number): { day: number; hour: number; weekday: number };
  /** The instant of a wall-clock time; of a time that repeats, the earlier one. */
  instant(day: number, secondOfDay: number): number;
  /** When clocks were last put back before the instant; null in a zone without daylight saving. */
  lastRepeatedHour(epochMs: number): number | null;
  /** `2014-02-13 17:06:52.0` */
  sqlDate(epochMs: number): string;
  /** `Tue Sep 14 15:03:30 AEST 2021` */
  javaDate(epochMs: number): string;
}

export function createLocalTime(timeZone: string): LocalTime {
  const offsets = new Map<number, { ms: number; name: string }>();
  const instants = new Map<number, number>();
  const zoneName = new Intl.DateTimeFormat('en-AU', { timeZone, timeZoneName: 'short' });

  // Every offset change of the last decades falls on a half hour of UTC.
  function offset(epochMs: number) {
    const key = Math.floor(epochMs / HALF_HOUR_MS);
    let known = offsets.get(key);
    if (!known) {
      const start = key * HALF_HOUR_MS;
      const zoned = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone);
      const part = zoneName.formatToParts(start).find(({ type }) => type === 'timeZoneName');
      known = { ms: zoned.offsetNanoseconds / 1e6, name: part?.value ?? 'GMT' };
      offsets.set(key, known);
    }
    return known;
  }
  const shifted = (epochMs: number) => new Date(epochMs + offset(epochMs).ms);

  function wallClock(day: number, secondOfDay: number): number {
    const key = day * DAY_MS + secondOfDay * 1000;
    const known = instants.get(key);
    if (known !== undefined) return known;
    const local = Temporal.PlainDateTime.from(new Date(key).toISOString().slice(0, 19));
    const zoned = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
    instants.set(key, zoned.epochMilliseconds);
    return zoned.epochMilliseconds;
  }

  return {
    at(epochMs) {
      const local = shifted(epochMs);
      const day = Math.floor(local.getTime() / DAY_MS);
      return { day, hour: local.getUTCHours(), weekday: local.getUTCDay() };
    },
    instant(day, secondOfDay) {
      // On most days every hour is there once: counting from midnight is enough, and quick.
      const start = wallClock(day, 0);
      const isPlain = wallClock(day + 1, 0) - start === DAY_MS;
      return isPlain ? start + secondOfDay * 1000 : wallClock(day, secondOfDay);
    },
    lastRepeatedHour(epochMs) {
      const offsetMs = (at: Temporal.ZonedDateTime) => at.offsetNanoseconds / 1e6;
      let at = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone);
      for (let change = 0; change < 4; change++) {
        const previous = at.getTimeZoneTransition('previous');
        if (!previous) return null;
        const before = previous.subtract({ minutes: 1 });
        if (offsetMs(before) - offsetMs(previous) === 3_600_000) return previous.epochMilliseconds;
        at = before;
      }
      return null;
    },
    sqlDate: (epochMs) => `${shifted(epochMs).toISOString().slice(0, 19).replace('T', ' ')}.0`,
    javaDate(epochMs) {
      const local = shifted(epochMs);
      const iso = local.toISOString();
      const weekday = WEEKDAYS[local.getUTCDay()];
      const month = MONTHS[local.getUTCMonth()];
      const { name } = offset(epochMs);
      return `${weekday} ${month} ${iso.slice(8, 10)} ${iso.slice(11, 19)} ${name} ${iso.slice(0, 4)}`;
    },
  };
}
