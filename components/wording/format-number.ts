import { visibleText } from '@/lib/contract/visible-text';

/** Words that phone switches send when a caller withheld the number. */
const WITHHELD = /^(anonymous|private|restricted|unavailable|unknown|withheld)$/i;

/**
 * A phone number as Australians write it: `0491 570 156`, `(03) 7010 0400`, `1300 975 707`,
 * `13 11 14`; up to five digits are an extension, `ext 412`. Anything else stays as the PBX sent it.
 */
export function formatNumber(number: string): string {
  const value = visibleText(number.trim());
  const digits = nationalDigits(value);
  if (digits === null) return value;
  if (/^\d{1,5}$/.test(digits)) return `ext ${digits}`;
  const grouped =
    group(digits, /^(04\d\d)(\d{3})(\d{3})$/, '$1 $2 $3') ??
    group(digits, /^(0[2378])(\d{4})(\d{4})$/, '($1) $2 $3') ??
    group(digits, /^(1[38]00)(\d{3})(\d{3})$/, '$1 $2 $3') ??
    group(digits, /^(13)(\d\d)(\d\d)$/, '$1 $2 $3');
  return grouped ?? value;
}

/** Who called: the number, "No caller id" where it was withheld or is missing. */
export function formatCaller(number: string | null): string {
  return hasCallerId(number) ? formatNumber(number) : 'No caller id';
}

/** Whether the caller's number is known: neither missing nor a word such as `anonymous`. */
export function hasCallerId(number: string | null): number is string {
  return number !== null && number.trim() !== '' && !WITHHELD.test(number.trim());
}

function nationalDigits(value: string): string | null {
  if (!/^\+?[\d\s().-]+$/.test(value)) return null;
  const digits = value.replace(/\D/g, '');
  if (value.startsWith('+') && !digits.startsWith('61')) return null;
  return /^61[2-478]\d{8}$/.test(digits) ? `0${digits.slice(2)}` : digits;
}

function group(digits: string, pattern: RegExp, replacement: string): string | null {
  return pattern.test(digits) ? digits.replace(pattern, replacement) : null;
}
