/** Longest tag and unique id that can be asked for, in characters. */
export const TAG_MAX_LENGTH = 200;
export const UNIQUE_ID_MAX_LENGTH = 100;
/** A unique id and a moment. */
export const CURSOR_MAX_LENGTH = 120;
/** Most calls that a part of a search may be asked to have. */
export const MOST_CALLS_A_PART = 200;
/** Legs whose sounds one request may name: their list fits into an address. */
export const MOST_LEGS_NAMED = 500;
