/** Wall-clock hours of one day of the week, minutes since midnight: `from` is in, `to` is out. */
interface WorkingTime {
  /** 1 is Monday, 7 is Sunday. */
  weekday: number;
  fromMinute: number;
  toMinute: number;
}

/** When people work, by the clock of the PBX. */
export interface WorkingHours {
  /** As it was written, for people to read. */
  text: string;
  times: readonly WorkingTime[];
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const PART = /^([a-z]{3})(?:-([a-z]{3}))?\s+(\d\d):(00|15|30|45)\s*-\s*(\d\d):(00|15|30|45)$/i;

/**
 * Reads `Mon-Fri 08:00-18:00`, or several of these with commas between them; null for anything else. Times are quarter
 * hours from 00:00 to 24:00, a night is two parts.
 */
export function parseWorkingHours(text: string): WorkingHours | null {
  const times: WorkingTime[] = [];
  for (const part of text.split(',').map((one) => one.trim())) {
    const [, first = '', last = first, fromHour, fromRest, toHour, toRest] = PART.exec(part) ?? [];
    const from = DAYS.indexOf(first.toLowerCase()) + 1;
    const to = DAYS.indexOf((last || first).toLowerCase()) + 1;
    const fromMinute = Number(fromHour) * 60 + Number(fromRest);
    const toMinute = Number(toHour) * 60 + Number(toRest);
    if (from === 0 || to < from || !(fromMinute < toMinute) || toMinute > 24 * 60) return null;
    for (let weekday = from; weekday <= to; weekday += 1) {
      times.push({ weekday, fromMinute, toMinute });
    }
  }
  return times.length > 0 ? { text: text.trim(), times } : null;
}

/** @param minute Since midnight, by the clock of the PBX. */
export const isWorkingTime = ({ times }: WorkingHours, weekday: number, minute: number): boolean =>
  times.some(
    (time) => time.weekday === weekday && time.fromMinute <= minute && minute < time.toMinute,
  );
