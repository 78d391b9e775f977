import type { MeasureText } from './measure-text';

/** Something the flag row would like to say about a stretch below it. */
export interface FlagWish {
  id: string;
  kind: 'gap' | 'overlap' | 'short-file' | 'long-file' | 'fold';
  /** Edges of the stretch that it is about. */
  fromX: number;
  toX: number;
  /** From the fullest to the tersest wording: "38 s not recorded", "38 s". */
  forms: readonly string[];
}

export interface Flag extends FlagWish {
  text: string;
  textX: number;
}

const BETWEEN_PX = 8;
const BRACKET_GAP_PX = 6;
/** The text of a fold stands beside its tie, which is wider than the fold. */
const TIE_GAP_PX = 13;
const TIE_REACH_PX = 9;

/**
 * Places the flags from left to right. One that would touch the next takes its shorter wording, then
 * none: the tooltip and the details still tell. Text is kept inside the strip.
 */
export function layoutFlags(
  wishes: readonly FlagWish[],
  widthPx: number,
  measure: MeasureText,
): Flag[] {
  const sorted = [...wishes].sort((a, b) => textStart(a) - textStart(b));
  const flags: Flag[] = [];
  let takenTo = Number.NEGATIVE_INFINITY;
  sorted.forEach((wish, index) => {
    const next = sorted[index + 1];
    const limit = next ? Math.min(claimStart(next) - BETWEEN_PX, widthPx) : widthPx;
    for (const text of wish.forms) {
      const textWidth = measure(text, 'flag');
      const wanted = textStart(wish);
      const overflows = !next && wanted + textWidth > widthPx;
      const textX = overflows ? edgeStart(wish, widthPx, textWidth) : wanted;
      if (textX < Math.max(takenTo + BETWEEN_PX, 0) || textX + textWidth > limit) continue;
      flags.push({ ...wish, text, textX });
      takenTo = textX + textWidth;
      return;
    }
  });
  return flags;
}

/** A gap's flag stands above its start; that of an overlap or a fold to the right of its bracket. */
function textStart(wish: FlagWish): number {
  if (wish.kind === 'overlap') return wish.toX + BRACKET_GAP_PX;
  if (wish.kind === 'fold') return wish.toX + TIE_GAP_PX;
  return Math.max(wish.fromX, 0);
}

/** Where what is drawn for a flag begins: the text of the one before it must end there. */
function claimStart(wish: FlagWish): number {
  return wish.kind === 'fold' ? wish.fromX - TIE_REACH_PX : textStart(wish);
}

/** At the right edge of the strip the text ends at the edge, or stands left of the bracket. */
function edgeStart(wish: FlagWish, widthPx: number, textWidth: number): number {
  if (wish.kind === 'overlap') return wish.fromX - BRACKET_GAP_PX - textWidth;
  if (wish.kind === 'fold') return wish.fromX - TIE_GAP_PX - textWidth;
  return widthPx - textWidth;
}
