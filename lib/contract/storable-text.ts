/**
 * What no database stores as text: U+0000, and half of a surrogate pair. With the flag a pair is one character,
 * so that only halves match.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is the one that is looked for.
export const UNSTORABLE = /[\u0000\uD800-\uDFFF]/gu;

/** Whether a text can be stored, and so can be the name of something. */
export const isStorable = (text: string): boolean => text.search(UNSTORABLE) === -1;
