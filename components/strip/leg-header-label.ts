import type { MeasureText } from './measure-text';

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
 * Which parts of a leg's header fit. They fall away right to left: length (under 230 px), kind, name,
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
