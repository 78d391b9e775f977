/** A label that the flag row should show for a stretch below it. */
export interface FlagWish {
  id: string;
  kind: 'gap' | 'overlap' | 'short-file' | 'fold';
  /** Edges of the stretch that it is about. */
  fromX: number;
  toX: number;
  /** From the longest to the shortest wording: "38 s not recorded", "38 s". */
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
 * none: tooltip and details still have it. Text is kept inside the strip.
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

/** Where the drawing of a flag begins; the text of the flag before it must end there. */
function claimStart(wish: FlagWish): number {
  return wish.kind === 'fold' ? wish.fromX - TIE_REACH_PX : textStart(wish);
}

/** At the right edge of the strip the text ends at the edge, or stands left of the bracket. */
function edgeStart(wish: FlagWish, widthPx: number, textWidth: number): number {
  if (wish.kind === 'overlap') return wish.fromX - BRACKET_GAP_PX - textWidth;
  if (wish.kind === 'fold') return wish.fromX - TIE_GAP_PX - textWidth;
  return widthPx - textWidth;
}

/** What a leg's header can say, most important first. */
export interface LegHeaderText {
  number: string;
  name: string | null;
  kind: string | null;
  length: string;
}

export interface LegHeaderLabel {
  showNumber: boolean;
  showSwatch: boolean;
  showName: boolean;
  showKind: boolean;
  showLength: boolean;
}

const PADDING_PX = 8;
const TIGHT_PADDING_PX = 0.5;
const SWATCH_PX = 6 + 10;
const NAME_GAP_PX = 6;
const KIND_GAP_PX = 14;
const LENGTH_GAP_PX = 16;
const LENGTH_FROM_PX = 230;

/**
 * Which parts of a leg's header fit. They are dropped right to left: length (under 230 px), kind, name,
 * swatch, number; nothing is cut with an ellipsis inside a leg.
 */
export function fitLegHeader(
  text: LegHeaderText,
  widthPx: number,
  measure: MeasureText,
): LegHeaderLabel {
  const room = widthPx - 2 * PADDING_PX;
  const toNumber = measure(text.number, 'number');
  const toSwatch = toNumber + SWATCH_PX;
  const toName = toSwatch + (text.name ? NAME_GAP_PX + measure(text.name, 'name') : 0);
  const toKind = toName + (text.kind ? KIND_GAP_PX + measure(text.kind, 'kind') : 0);
  const toLength = toKind + LENGTH_GAP_PX + measure(text.length, 'length');
  return {
    showNumber: toNumber <= widthPx - 2 * TIGHT_PADDING_PX,
    showSwatch: toSwatch <= room,
    showName: text.name !== null && toName <= room,
    showKind: text.kind !== null && toKind <= room,
    showLength: widthPx >= LENGTH_FROM_PX && toLength <= room,
  };
}

/** Width in pixels of a text in one of the strip's type roles. */
export type MeasureText = (text: string, role: TextRole) => number;

export type TextRole = 'number' | 'name' | 'kind' | 'length' | 'flag';

/** Style, weight and size in px at the usual text size; the same as the classes of the strip. */
const FONTS: Record<TextRole, { style: string; sizePx: number }> = {
  number: { style: '600', sizePx: 13 },
  name: { style: '500', sizePx: 13 },
  kind: { style: 'italic 400', sizePx: 13 },
  length: { style: '400', sizePx: 12 },
  flag: { style: '400', sizePx: 12 },
};

/** A generous width of a letter, as a share of the text's size. */
const LETTER_SHARE = 0.6;

/**
 * Measures with a canvas in the page's font, and caches: names repeat from leg to leg. Where there is no
 * canvas, or the font is not known yet, it guesses: rather a label left out than one cut off.
 */
export function createTextMeasure(textScale: number, fontFamily: string | null): MeasureText {
  const context = fontFamily === null ? null : document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  return (text, role) => {
    const key = `${role} ${text}`;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const { style, sizePx } = FONTS[role];
    if (!context) return text.length * sizePx * textScale * LETTER_SHARE;
    context.font = `${style} ${sizePx * textScale}px ${fontFamily}`;
    const widthPx = context.measureText(text).width;
    known.set(key, widthPx);
    return widthPx;
  };
}
