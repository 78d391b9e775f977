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

/** Measures with a canvas in the page's own font, and remembers: names repeat from leg to leg. */
export function createTextMeasure(textScale: number): MeasureText {
  const context = document.createElement('canvas').getContext('2d');
  const family = getComputedStyle(document.body).fontFamily;
  const known = new Map<string, number>();
  return (text, role) => {
    const key = `${role} ${text}`;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const { style, sizePx } = FONTS[role];
    if (!context) return text.length * sizePx * textScale * 0.6;
    context.font = `${style} ${sizePx * textScale}px ${family}`;
    const widthPx = context.measureText(text).width;
    known.set(key, widthPx);
    return widthPx;
  };
}
