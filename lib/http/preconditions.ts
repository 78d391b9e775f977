import type { IncomingMessage } from 'node:http';

/**
 * Whether `If-Match` forbids the answer (RFC 9110 section 13.1.1, strong comparison).
 * `If-Unmodified-Since` and `If-Modified-Since` do not apply: a recording states no date.
 */
export function failsIfMatch({ headers }: IncomingMessage, etag: string): boolean {
  const header = headers['if-match'];
  return header !== undefined && header.trim() !== '*' && !entityTags(header).includes(etag);
}

/** Whether the client has this already (RFC 9110 section 13.1.2, weak comparison). */
export function isNotModified({ headers }: IncomingMessage, etag: string): boolean {
  const header = headers['if-none-match'];
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return entityTags(header).some((tag) => tag.replace(/^W\//, '') === etag);
}

/**
 * Whether `Range` counts: without `If-Range`, or when that names exactly this entity. A date never
 * does, as there is none to compare with (RFC 9110 section 13.1.5).
 */
export function countsRange({ headers }: IncomingMessage, etag: string): boolean {
  const header = headers['if-range'];
  return header === undefined || header === etag;
}

const entityTags = (header: string): string[] => header.match(/(?:W\/)?"[^"]*"/g) ?? [];
