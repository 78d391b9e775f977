import { UNSTORABLE } from '@/lib/contract/storable-text';

/** U+0000 and half surrogate pairs stand here, in the same order: private use, plane 15 of Unicode. */
const PLANE = 0xf_0000;
const STANDING_IN = /[\u{F0000}\u{FD800}-\u{FDFFF}]/gu;

/**
 * A text of the PBX as Legato has it: what no database stores and no address can hold (U+0000, half a surrogate pair)
 * becomes a character of private use, each another, so that no row is lost and no two names become one.
 */
export const nameFromPbx = (text: string): string =>
  text.replace(UNSTORABLE, (unit) => String.fromCodePoint(PLANE + unit.charCodeAt(0)));

/** The name as the PBX has it. */
export const nameForPbx = (name: string): string =>
  name.replace(STANDING_IN, (character) =>
    String.fromCharCode((character.codePointAt(0) ?? PLANE) - PLANE),
  );

/** Whether the PBX can be asked for a name: half a surrogate pair has no form in an address. */
export const canAskFor = (name: string): boolean => !/[\u{FD800}-\u{FDFFF}]/u.test(name);
