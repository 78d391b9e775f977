import { isRepeatedTime } from './zoned-time';

/*
 * Times come from our own JSON as ISO 8601 with the offset of the PBX's zone, so what the clock on
 * the wall showed is what the text says. The zone's name is needed for words only.
 */

/** `10:42:07`; in the hour that repeats when summer time ends `02:14:09 AEST`. */
export function formatClock(iso: string, timeZone: string): string {
  const clock = iso.slice(11, 19);
  return isRepeatedTime(iso, timeZone) ? `${clock} ${zoneName(iso, timeZone)}` : clock;
}

/** `10:42:07 AEDT`, in whichever hour. */
export function formatZonedClock(iso: string, timeZone: string): string {
  return `${iso.slice(11, 19)} ${zoneName(iso, timeZone)}`;
}

const days = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** `Tue 24 Nov 2026`, the day on the wall. */
export function formatDay(iso: string): string {
  const parts = new Map<string, string>(
    days
      .formatToParts(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`))
      .map(({ type, value }) => [type, value]),
  );
  return ['weekday', 'day', 'month', 'year'].map((part) => parts.get(part)).join(' ');
}

/** `Tue 24 Nov 2026, 10:42:07 AEDT`. */
export function formatMoment(iso: string, timeZone: string): string {
  return `${formatDay(iso)}, ${formatZonedClock(iso, timeZone)}`;
}

/** `AEDT`, or `UTC-5` where the zone has no abbreviation that Australians know. */
export function zoneName(iso: string, timeZone: string): string {
  const name = zoneNames(timeZone)
    .formatToParts(Date.parse(iso))
    .find(({ type }) => type === 'timeZoneName')?.value;
  return name && !/^(GMT|UTC)/.test(name) ? name : utcOffset(iso);
}

const zoneFormats = new Map<string, Intl.DateTimeFormat>();

/** One for each zone: to make one costs more than all that it is asked. */
function zoneNames(timeZone: string): Intl.DateTimeFormat {
  const known = zoneFormats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-AU', { timeZone, timeZoneName: 'short' });
  zoneFormats.set(timeZone, made);
  return made;
}

/** `UTC+11`, `UTC+10:30`, `UTC`: the offset that a time carries. */
export function utcOffset(iso: string): string {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(iso) ?? [];
  if (!sign) return 'UTC';
  const away = `${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`;
  return away === '0' ? 'UTC' : `UTC${sign === '-' ? '−' : '+'}${away}`;
}

/**
 * The zone that a screen's times are in: `Melbourne, AEDT (UTC+11)`. Given moments on both sides of
 * a change of the clocks it names both: `Melbourne, AEST (UTC+10) and AEDT (UTC+11)`.
 */
export function formatZone(timeZone: string, isos: readonly string[]): string {
  const city = (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
  const oneEach = new Map(isos.map((iso) => [utcOffset(iso), iso]));
  const names = [...oneEach]
    .sort(([, a], [, b]) => offsetOf(a) - offsetOf(b))
    .map(([offset, iso]) => {
      const name = zoneName(iso, timeZone);
      return name === offset ? offset : `${name} (${offset})`;
    });
  return [city, ...(names.length > 0 ? [names.join(' and ')] : [])].join(', ');
}

function offsetOf(iso: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(iso) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}
