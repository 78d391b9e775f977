/** Width in pixels of a text in one of the strip's type roles. */
export type MeasureText = (text: string, role: TextRole) => number;

export type TextRole = 'number' | 'name' | 'kind' | 'length' | 'flag';

const FONTS: Record<TextRole, string> = {
  number: '600 13px',
  name: '500 13px',
  kind: 'italic 400 13px',
  length: '400 12px',
  flag: '400 12px',
};

/** Measures with a canvas in the page's own font, and remembers: names repeat from leg to leg. */
export function createTextMeasure(fontFamily: string): MeasureText {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  return (text, role) => {
    const key = `${role} ${text}`;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    if (!context) return text.length * 7.5;
    context.font = `${FONTS[role]} ${fontFamily}`;
    const widthPx = context.measureText(text).width;
    known.set(key, widthPx);
    return widthPx;
  };
}
