/** Longest tag and unique id that can be asked for, in characters. */
export const TAG_MAX_LENGTH = 200;
export const UNIQUE_ID_MAX_LENGTH = 100;
/** Legs whose sounds one request may name: their list fits into an address. */
export const MOST_LEGS_NAMED = 500;
