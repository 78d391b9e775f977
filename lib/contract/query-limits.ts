/** Longest tag and unique id that can be asked for, in characters. A longer id fits into no index of the database. */
export const TAG_MAX_LENGTH = 5_000;
export const UNIQUE_ID_MAX_LENGTH = 2_000;
/** A unique id and a moment. */
export const CURSOR_MAX_LENGTH = UNIQUE_ID_MAX_LENGTH + 20;

/** Percent-encoded: with the rest of an address it stays under 8 KB, which is what nginx takes of one. */
const MOST_ENCODED = 7_500;
const HALF_OR_BARE = /\p{Surrogate}|[!'()~*]/gu;

/** Whether a name is within one of the limits above, and its address within that of servers: it can be linked to. */
export function isShortName(name: string, mostCharacters: number): boolean {
  if (name.length > mostCharacters) return false;
  if (name.length * 9 <= MOST_ENCODED) return true;
  // What one function leaves as it is, URLSearchParams encodes; half a surrogate pair is three bytes as well.
  return encodeURIComponent(name.replace(HALF_OR_BARE, '/')).length <= MOST_ENCODED;
}

/** Most calls that a part of a search may be asked to have. */
export const MOST_CALLS_A_PART = 200;
/** Legs whose sounds one request may name: their list fits into an address. */
export const MOST_LEGS_NAMED = 500;
