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
  const own = offsetMinutes(epochMs, timeZone);
  return [-180, 180].some((minutesAway) => {
    const other = offsetMinutes(epochMs + minutesAway * MINUTE_MS, timeZone);
    if (other === own) return false;
    const twinMs = epochMs + (own - other) * MINUTE_MS;
    return offsetMinutes(twinMs, timeZone) === other;
  });
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
