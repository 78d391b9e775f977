import { Temporal } from 'temporal-polyfill';

/** The offset of each abbreviation. An explicit table, because libraries disagree about them. */
const OFFSETS: Record<string, string> = {
  AEST: '+10:00',
  AEDT: '+11:00',
  ACST: '+09:30',
  ACDT: '+10:30',
  AWST: '+08:00',
  EDT: '+11:00',
  UTC: '+00:00',
  GMT: '+00:00',
  Z: '+00:00',
};
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const YEAR = '(?:19[7-9]|2\\d\\d)\\d';
/** `17:06:52.0`, `17:06`, `5:06:52 PM`. */
const TIME = '(\\d{1,2}:\\d{2}(?::\\d{2})?)(?:\\.\\d+)?(?: ?([AaPp])\\.?[Mm]\\.?)?';
const OFFSET = '[+-]\\d{2}:?\\d{2}';
const LOCAL = new RegExp(`^(${YEAR}-\\d{2}-\\d{2})[ T]${TIME}\\s*(Z|${OFFSET})?$`);
const JAVA = new RegExp(
  `^[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\\d{1,2}) ${TIME} ([A-Z]{1,5}|(?:GMT|UTC)?${OFFSET}) (${YEAR})$`,
);
/** RFC 2822, section 3.3: `Tue, 14 Sep 2021 15:03:30 +1000`. */
const MAIL = new RegExp(
  `^(?:[A-Z][a-z]{2}, ?)?(\\d{1,2}) ([A-Z][a-z]{2}) (${YEAR}) ${TIME} ?([A-Z]{1,5}|${OFFSET})?(?: \\([^)]*\\))?$`,
);

/** `14/09/2021 15:03:30`, whose first two numbers only a setting can tell apart. */
const SLASHED = new RegExp(
  `^(\\d{1,2})[/.](\\d{1,2})[/.](${YEAR}),? ${TIME} ?([A-Z]{1,5}|${OFFSET})?$`,
);

/** How a PBX writes dates that do not say it themselves. */
export interface DateForm {
  /** The zone of dates that name none. */
  timeZone: string;
  /** Whether day or month comes first in `14/09/2021`; null where such a date is not read. */
  dateOrder?: 'dmy' | 'mdy' | null;
}

/** A point in time, as a number and as it stands on the PBX's clock: `2026-11-24T10:42:07+11:00`. */
export interface Moment {
  epochMs: number;
  iso: string;
}

/**
 * Reads a date of the PBX in one of its shapes (API note section 4): `2014-02-13 17:06:52.0` in the
 * PBX's zone, or `Tue Sep 14 15:03:30 AEST 2021`; also as mail has it, without seconds, by a clock
 * of twelve hours, and `14/09/2021 15:03:30` where its order is known. In the hour that repeats when daylight saving ends
 * the first reading at or after `notBeforeSeconds` (epoch, from the unique id) is the right one.
 *
 * @returns null if it is none of them, no such date exists, or it lies outside the years 1970 to 2999.
 */
export function readMoment(
  text: string,
  form: DateForm,
  notBeforeSeconds: number | null,
): Moment | null {
  const { timeZone } = form;
  const parts = split(text.trim(), form);
  if (!parts) return null;
  try {
    const offset = parts.zone === null ? onlyOffset(parts.local, timeZone) : null;
    if (offset === null) return toMoment(readByZone(parts, timeZone, notBeforeSeconds));
    const iso = `${parts.local}${offset}`;
    const epochMs = Date.parse(iso);
    return Number.isNaN(epochMs) ? null : { epochMs, iso };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readByZone(
  parts: { local: string; zone: string | null },
  timeZone: string,
  notBeforeSeconds: number | null,
): Temporal.ZonedDateTime {
  const local = Temporal.PlainDateTime.from(parts.local, { overflow: 'reject' });
  const offset = parts.zone && (OFFSETS[parts.zone] ?? readOffset(parts.zone));
  if (offset) return Temporal.Instant.from(`${parts.local}${offset}`).toZonedDateTimeISO(timeZone);
  // Older Java prints EST for eastern Australia, in summer too: it names the place, not the offset.
  const isElsewhere = parts.zone === 'EST' && !isEastern(local, timeZone);
  const place = isElsewhere ? 'Australia/Melbourne' : timeZone;
  return settle(local, place, notBeforeSeconds).withTimeZone(timeZone);
}

const dayOffsets = new Map<string, string | null>();
const MOST_DAYS = 20_000;

/**
 * The offset of a local time that has one reading, else null. Thousands of legs share a few days, and on
 * nearly every day one offset holds: the zone is asked once for each, and again only on the others.
 */
function onlyOffset(local: string, timeZone: string): string | null {
  const plain = () => Temporal.PlainDateTime.from(local, { overflow: 'reject' });
  const key = `${local.slice(0, 'yyyy-MM-dd'.length)} ${timeZone}`;
  let ofDay = dayOffsets.get(key);
  if (ofDay === undefined) {
    ofDay = offsetOfDay(plain().toPlainDate(), timeZone);
    if (dayOffsets.size >= MOST_DAYS) dayOffsets.clear();
    dayOffsets.set(key, ofDay);
  }
  if (ofDay !== null) return ofDay;
  const first = plain().toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const second = plain().toZonedDateTime(timeZone, { disambiguation: 'later' });
  return first.equals(second) ? first.offset : null;
}

/** The offset that holds from before a day to after it; null where clocks change in between. */
function offsetOfDay(day: Temporal.PlainDate, timeZone: string): string | null {
  const begin = day.subtract({ days: 1 }).toZonedDateTime(timeZone);
  const change = begin.getTimeZoneTransition('next');
  const end = day.add({ days: 2 }).toZonedDateTime(timeZone);
  const isChanged = change !== null && Temporal.ZonedDateTime.compare(change, end) < 0;
  return isChanged ? null : begin.offset;
}

const toMoment = (zoned: Temporal.ZonedDateTime): Moment => ({
  epochMs: zoned.epochMilliseconds,
  iso: zoned.toString({ timeZoneName: 'never', smallestUnit: 'second', roundingMode: 'trunc' }),
});

/** Whether a date names a zone that is not in our table, so that the PBX's own was assumed. */
export function isZoneAssumed(text: string, form: DateForm): boolean {
  const zone = split(text.trim(), form)?.zone ?? null;
  return zone !== null && zone !== 'EST' && !(zone in OFFSETS) && readOffset(zone) === null;
}

function split(
  text: string,
  { dateOrder = null }: DateForm,
): { local: string; zone: string | null } | null {
  const local = LOCAL.exec(text);
  if (local) return join(local[1], readTime(local[2], local[3]), local[4]);
  const java = JAVA.exec(text);
  if (java) return join(readDate(java[6], java[1], java[2]), readTime(java[3], java[4]), java[5]);
  const mail = MAIL.exec(text);
  if (mail) return join(readDate(mail[3], mail[2], mail[1]), readTime(mail[4], mail[5]), mail[6]);
  const slashed = dateOrder && SLASHED.exec(text);
  if (slashed) {
    const [first = '', second = ''] = [slashed[1], slashed[2]].map((part) =>
      part?.padStart(2, '0'),
    );
    const [day, month] = dateOrder === 'dmy' ? [first, second] : [second, first];
    return join(`${slashed[3]}-${month}-${day}`, readTime(slashed[4], slashed[5]), slashed[6]);
  }
  return null;
}

const join = (date: string | null | undefined, time: string | null, zone: string | undefined) =>
  date && time ? { local: `${date}T${time}`, zone: zone ?? null } : null;

function readDate(year: string | undefined, name: string | undefined, day: string | undefined) {
  const month = MONTHS.indexOf(name ?? '') + 1;
  if (month === 0 || !day) return null;
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** `17:06:00` of `5:06` and `p`; null where no clock shows that. */
function readTime(text: string | undefined, half: string | undefined): string | null {
  const [hour = '', minute = '', second = '00'] = text?.split(':') ?? [];
  let hours = Number(hour);
  if (half) {
    if (hours < 1 || hours > 12) return null;
    hours = (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  return hours > 23 ? null : `${String(hours).padStart(2, '0')}:${minute}:${second}`;
}

/** `+11:00` of `GMT+11:00` or `+1100`. */
function readOffset(zone: string): string | null {
  const parts = /^(?:GMT|UTC)?([+-]\d{2}):?(\d{2})$/.exec(zone);
  return parts && `${parts[1]}:${parts[2]}`;
}

const isEastern = (local: Temporal.PlainDateTime, timeZone: string) =>
  /^\+1[01]:00$/.test(local.toZonedDateTime(timeZone).offset);

function settle(
  local: Temporal.PlainDateTime,
  timeZone: string,
  notBeforeSeconds: number | null,
): Temporal.ZonedDateTime {
  const first = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const second = local.toZonedDateTime(timeZone, { disambiguation: 'later' });
  // An hour that does not exist (spring) has two readings as well; the later one is usual.
  if (!second.toPlainDateTime().equals(local)) return second;
  const isTooEarly =
    notBeforeSeconds !== null && first.epochMilliseconds < notBeforeSeconds * 1_000;
  const isLateEnough =
    notBeforeSeconds !== null && second.epochMilliseconds >= notBeforeSeconds * 1_000;
  return isTooEarly && isLateEnough ? second : first;
}
