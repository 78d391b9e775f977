/** `Retry-After` in whole seconds, 1 to 3600 (RFC 9110 section 10.2.3): a number, or a date. */
export function readRetryAfter(
  header: string | null,
  nowMs: number,
  fallbackSeconds: number,
): number {
  const text = header?.trim() ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - nowMs) / 1_000;
  if (Number.isNaN(seconds)) return fallbackSeconds;
  return Math.min(3_600, Math.max(1, Math.ceil(seconds)));
}
