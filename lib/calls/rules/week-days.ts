import { Temporal } from 'temporal-polyfill';

export interface WeekDays {
  /** Monday to Sunday, `yyyy-MM-dd`. */
  days: readonly string[];
  /** Where each begins in the zone, in epoch milliseconds, and where the next week does. */
  startsMs: readonly number[];
  endMs: number;
}

/** The week that a day lies in, as it is in a zone: days have 23 or 25 hours where the clocks change. */
export function weekOf(day: string, timeZone: string): WeekDays {
  const date = Temporal.PlainDate.from(day);
  const monday = date.subtract({ days: date.dayOfWeek - 1 });
  const dates = Array.from({ length: 8 }, (_, index) => monday.add({ days: index }));
  const starts = dates.map((one) => one.toZonedDateTime(timeZone).epochMilliseconds);
  return {
    days: dates.slice(0, 7).map((one) => one.toString()),
    startsMs: starts.slice(0, 7),
    endMs: starts[7] ?? 0,
  };
}

/** A day so many weeks later. */
export const weeksLater = (day: string, weeks: number): string =>
  Temporal.PlainDate.from(day).add({ weeks }).toString();
