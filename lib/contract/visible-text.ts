/** What has no form of its own on a screen, by the name that Unicode or ASCII gives it. */
const NAMES: Readonly<Record<number, string>> = {
  9: 'TAB',
  10: 'LF',
  13: 'CR',
  173: 'SHY',
  1564: 'ALM',
  8203: 'ZWSP',
  8206: 'LRM',
  8207: 'RLM',
  8232: 'LS',
  8233: 'PS',
  8234: 'LRE',
  8235: 'RLE',
  8236: 'PDF',
  8237: 'LRO',
  8238: 'RLO',
  8288: 'WJ',
  8294: 'LRI',
  8295: 'RLI',
  8296: 'FSI',
  8297: 'PDI',
  65279: 'BOM',
  983040: 'NUL',
};

/** Controls, marks of direction, and what stands for what cannot be stored (lib/noojee/pbx-names.ts). Joiners write emoji. */
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{E0001}\u{F0000}\u{FD800}-\u{FDFFF}]/gu;

/**
 * A text of the PBX as it is shown to a person, in a page or a file: a right-to-left override is `⟨RLO⟩` and reorders
 * nothing (Unicode UAX 9), and so is everything else that nobody would see. Never what is searched for or linked to.
 */
export const visibleText = (text: string): string =>
  text.search(UNSEEN) < 0 ? text : text.replace(UNSEEN, shown);

function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  // A stand-in is shown as what it stands for.
  const unit = code > 0xf_0000 && code < 0xf_e000 ? code - 0xf_0000 : code;
  return `⟨${NAMES[code] ?? `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`}⟩`;
}
