/** A position or length: `3:12`, from one hour on `1:04:00`. Parts of a second are dropped. */
export function formatDuration(seconds: number): string {
  const { hours, minutes, rest } = splitSeconds(seconds);
  const two = (part: number) => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** An amount that is saved or missing: under a minute `38 s`, above `1:12`. Never `0 s`. */
export function formatAmount(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 60 ? `${whole} s` : formatDuration(whole);
}

/** A length in words, for assistive technology: `1 minute 5 seconds`. */
export function speakDuration(seconds: number): string {
  const { hours, minutes, rest } = splitSeconds(seconds);
  const parts = [count(hours, 'hour'), count(minutes, 'minute'), count(rest, 'second')];
  return parts.filter((part) => part !== null).join(' ') || '0 seconds';
}

/** A length in words, the last unit left out where it is obvious: `12 minutes 20`. */
export function speakLength(seconds: number): string {
  const { hours, minutes, rest } = splitSeconds(seconds);
  const words = speakDuration(seconds);
  return rest > 0 && hours + minutes > 0 ? words.replace(/ seconds?$/, '') : words;
}

/** A position within a length: `3 minutes 12 seconds of 12 minutes 20`. */
export function speakPosition(seconds: number, totalSeconds: number): string {
  return `${speakDuration(seconds)} of ${speakLength(totalSeconds)}`;
}

function splitSeconds(seconds: number) {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  return {
    hours: Math.floor(whole / 3600),
    minutes: Math.floor((whole % 3600) / 60),
    rest: whole % 60,
  };
}

function count(amount: number, unit: string): string | null {
  if (amount === 0) return null;
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
