const MINUTE_MS = 60_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Minutes that a zone is ahead of UTC at a moment. */
function offsetMinutes(epochMs: number, timeZone: string): number {
  const parts = new Map(
    formatterFor(timeZone)
      .formatToParts(epochMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return Math.round((wall - Math.floor(epochMs / 1000) * 1000) / MINUTE_MS);
}

/** A moment as ISO 8601 in a zone, whole seconds with offset: `2026-11-24T10:42:07+11:00`. */
export function toZonedIso(epochMs: number, timeZone: string): string {
  const offset = offsetMinutes(epochMs, timeZone);
  const wall = new Date(epochMs + offset * MINUTE_MS).toISOString().slice(0, 19);
  return `${wall}${formatOffset(offset)}`;
}

/** Whether the wall clock shows this time twice: in the hour when summer time ends. */
export function isRepeatedTime(iso: string, timeZone: string): boolean {
  const epochMs = Date.parse(iso);
  if (isSteadyDay(epochMs, timeZone)) return false;
  const own = offsetMinutes(epochMs, timeZone);
  return [-180, 180].some((minutesAway) => {
    const other = offsetMinutes(epochMs + minutesAway * MINUTE_MS, timeZone);
    if (other === own) return false;
    const twinMs = epochMs + (own - other) * MINUTE_MS;
    return offsetMinutes(twinMs, timeZone) === other;
  });
}

const DAY_MS = 24 * 60 * MINUTE_MS;
const LONGEST_CHANGE_MS = 180 * MINUTE_MS;
const steadyDays = new Map<string, boolean>();
/** More than anybody scrolls through; then it begins again. */
const MOST_DAYS = 2_000;

/** Whether the clocks change on no moment of a day (UTC), nor near it. Thousands of rows ask. */
function isSteadyDay(epochMs: number, timeZone: string): boolean {
  const day = Math.floor(epochMs / DAY_MS);
  const key = `${day} ${timeZone}`;
  const known = steadyDays.get(key);
  if (known !== undefined) return known;
  const before = offsetMinutes(day * DAY_MS - LONGEST_CHANGE_MS, timeZone);
  const after = offsetMinutes((day + 1) * DAY_MS + LONGEST_CHANGE_MS, timeZone);
  if (steadyDays.size >= MOST_DAYS) steadyDays.clear();
  steadyDays.set(key, before === after);
  return before === after;
}

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
}

function formatOffset(minutes: number): string {
  const away = Math.abs(minutes);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`;
}

/** Where a day, `yyyy-MM-dd`, begins in a zone: ISO 8601 with offset. */
export function dayStart(day: string, timeZone: string): string {
  const asUtcMs = Date.parse(`${day}T00:00:00Z`);
  const guessMs = asUtcMs - offsetMinutes(asUtcMs, timeZone) * MINUTE_MS;
  // The offset at the guess is that of the day, unless the clocks change between the two.
  return toZonedIso(asUtcMs - offsetMinutes(guessMs, timeZone) * MINUTE_MS, timeZone);
}

/** The day that is so many days later. */
export const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
