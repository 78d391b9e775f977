import { type Parsed, parseDay } from '@/lib/contract/parse-request';
import type { DaySpan } from '@/lib/contract/people';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const DAY_MS = 86_400_000;

/** Days since 1970, of a day as `yyyy-mm-dd`: a number to reckon with. */
export const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00Z`) / DAY_MS);

/** The day of such a number. */
export const dayOfNumber = (number: number): string =>
  new Date(number * DAY_MS).toISOString().slice(0, 10);

/** `24 Nov 2026`. */
export function formatDate(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** `24 Nov`, and with the year where it is another than today's. */
export function formatShortDate(day: string, today: string): string {
  return day.slice(0, 4) === today.slice(0, 4) ? formatDate(day).slice(0, -5) : formatDate(day);
}

/** `Tue 24 Nov 2026`. */
export const formatLongDate = (day: string): string =>
  `${WEEKDAYS[new Date(dayNumber(day) * DAY_MS).getUTCDay()]} ${formatDate(day)}`;

export const monthName = (month: number): string => MONTHS[month] ?? '';

/** A moment of the last days in short: `Today 13:44`, `Mon 16:51`, `12 Nov`. */
export function formatSeen(iso: string | null, today: string): string {
  if (iso === null) return 'Never';
  const day = iso.slice(0, 10);
  const ago = dayNumber(today) - dayNumber(day);
  const clock = iso.slice(11, 16);
  if (ago <= 0) return `Today ${clock}`;
  if (ago < 7) return `${WEEKDAYS[new Date(dayNumber(day) * DAY_MS).getUTCDay()]} ${clock}`;
  return formatShortDate(day, today);
}

/** The days of somebody in a team, in short: `since 1 Nov 2025`, `again since 4 May`, `1 Feb – 30 Jun`. */
export function describeDays(days: readonly DaySpan[], today: string): string {
  const sorted = days.toSorted((a, b) => a.firstDay.localeCompare(b.firstDay));
  const current = sorted.find(
    ({ firstDay, lastDay }) => firstDay <= today && (lastDay === null || lastDay >= today),
  );
  if (current?.lastDay) return `to ${formatDate(current.lastDay)}`;
  if (current) {
    const isAgain = sorted[0] !== current;
    return isAgain
      ? `again since ${formatShortDate(current.firstDay, today)}`
      : `since ${formatDate(current.firstDay)}`;
  }
  const next = sorted.find(({ firstDay }) => firstDay > today);
  if (next) return `from ${formatDate(next.firstDay)}`;
  const last = sorted.at(-1);
  return last?.lastDay
    ? `${formatShortDate(last.firstDay, today)} – ${formatShortDate(last.lastDay, today)}`
    : '';
}

/** In one sentence, for what a screen reader says of a membership. */
export const speakDays = ({ firstDay, lastDay }: DaySpan): string =>
  `${firstDay ? `from ${formatDate(firstDay)}` : ''} ${lastDay ? `to ${formatDate(lastDay)}` : 'without an end'}`.trim();

/** The day that a field of a form holds. A browser has no value for what is half typed, or is in no calendar. */
export const readDayField = ({
  value,
  validity,
}: Pick<HTMLInputElement, 'value'> & {
  validity: Pick<ValidityState, 'badInput'>;
}): Parsed<string> =>
  validity.badInput
    ? { ok: false, message: 'This is no whole day of the calendar. Choose another.' }
    : value === ''
      ? { ok: false, message: 'Choose a day.' }
      : parseDay(value);
