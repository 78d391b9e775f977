const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `3:12`, from one hour on `1:04:00`. */
export function clockOf(seconds: number) {
  const whole = Math.max(0, Math.floor(seconds));
  const rest = String(whole % 60).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}

/** An amount: `38 s` under a minute, `1:12` above. */
export function amountOf(seconds: number) {
  return seconds < 60 ? `${Math.round(seconds)} s` : clockOf(Math.round(seconds));
}

/** For a screen reader: `3 minutes 12 seconds`. */
export function spokenOf(seconds: number) {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [
    [Math.floor(whole / 3600), 'hour'],
    [Math.floor((whole % 3600) / 60), 'minute'],
    [whole % 60, 'second'],
  ].filter(([count]) => count !== 0);
  if (parts.length === 0) return '0 seconds';
  return parts.map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`).join(' ');
}

/**
 * `Tue 24 Nov 2026, 10:42:07` on the PBX's own clock, which the instant carries.
 *
 * @param instant ISO 8601 with an offset.
 */
export function momentOf(instant: string) {
  const [year = 0, month = 1, day = 1] = instant.slice(0, 10).split('-').map(Number);
  const weekday = DAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  return `${weekday} ${day} ${MONTHS[month - 1]} ${year}, ${timeOf(instant)}`;
}

/**
 * `10:42:07`
 *
 * @param instant ISO 8601 with an offset.
 */
export function timeOf(instant: string) {
  return instant.slice(11, 19);
}

/**
 * `UTC+11`, `UTC+10:30`, `UTC`
 *
 * @param instant ISO 8601 with an offset.
 */
export function zoneOf(instant: string) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(instant) ?? [];
  if (!sign || (hours === '00' && minutes === '00')) return 'UTC';
  return `UTC${sign}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`;
}

export function sizeOf(bytes: number) {
  return bytes < 1e6
    ? `${Math.max(1, Math.round(bytes / 1e3))} KB`
    : `${(bytes / 1e6).toFixed(1)} MB`;
}
