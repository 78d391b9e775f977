import { kindWord, ownerName } from '@/components/player/leg-words';
import { formatAmount, formatDuration } from '@/components/wording/format-duration';
import type { CallTimeline, Stretch } from './call-timeline';
import { type GapBox, layoutGaps } from './gap-boxes';
import { box, type LegBlock, layoutLegBlocks } from './leg-blocks';
import { fitLegHeader, type LegHeaderLabel, type LegHeaderText } from './leg-header-label';
import type { MeasureText } from './measure-text';
import { type RulerTick, rulerTicks } from './ruler';
import { type Flag, type FlagWish, layoutFlags } from './strip-flags';
import { createStripScale, type StripScale } from './strip-scale';

/** A leg's file that ends before its stated length, on call time. */
export interface ShortFile extends Stretch {
  leg: number;
}

export interface PlannedLeg extends LegBlock {
  text: LegHeaderText;
  label: LegHeaderLabel;
}

/** Everything that the strip draws for one window at one width. */
export interface StripPlan {
  scale: StripScale;
  ticks: RulerTick[];
  legs: PlannedLeg[];
  gaps: GapBox[];
  flags: Flag[];
  shortFiles: { leg: number; x: number; widthPx: number }[];
}

/** Plans the strip: pure, so that drawing is only drawing. */
export function planStrip(
  timeline: CallTimeline,
  shortFiles: readonly ShortFile[],
  window: Stretch,
  widthPx: number,
  measure: MeasureText,
): StripPlan {
  const scale = createStripScale(window, widthPx);
  const gaps = layoutGaps(timeline.gaps, scale);
  const legs = layoutLegBlocks(timeline.legs, scale).map((block): PlannedLeg => {
    const { leg } = block.placed;
    const text = {
      number: String(leg.leg),
      name: ownerName(leg),
      kind: kindWord(leg),
      length: formatDuration(leg.durationSeconds),
    };
    return { ...block, text, label: fitLegHeader(text, visibleWidth(block, widthPx), measure) };
  });
  const shown = (stretch: Stretch) =>
    stretch.endSeconds > scale.startSeconds && stretch.startSeconds < scale.endSeconds;
  const wishes: FlagWish[] = [
    ...gaps.filter((gap) => gap.label === 'flag').map(gapFlag),
    ...timeline.overlaps.filter(shown).map((overlap) => overlapFlag(overlap, scale)),
    ...shortFiles.filter(shown).map((file) => shortFileFlag(file, scale)),
  ];
  return {
    scale,
    ticks: rulerTicks(scale),
    legs,
    gaps,
    flags: layoutFlags(wishes, widthPx, measure),
    shortFiles: shortFiles.filter(shown).map((file) => ({ leg: file.leg, ...box(file, scale) })),
  };
}

function visibleWidth({ header }: LegBlock, widthPx: number): number {
  if (!header) return 0;
  return Math.min(header.x + header.widthPx, widthPx) - Math.max(header.x, 0);
}

function gapFlag({ gap, seconds, x, widthPx }: GapBox): FlagWish {
  const amount = formatAmount(seconds);
  return {
    id: `gap-${gap.startSeconds}`,
    kind: 'gap',
    fromX: x,
    toX: x + widthPx,
    forms: [`${amount} not recorded`, amount],
  };
}

function overlapFlag(overlap: Stretch, scale: StripScale): FlagWish {
  const amount = formatAmount(overlap.endSeconds - overlap.startSeconds);
  return {
    id: `overlap-${overlap.startSeconds}`,
    kind: 'overlap',
    fromX: scale.x(overlap.startSeconds),
    toX: scale.x(overlap.endSeconds),
    forms: [`${amount} overlap`, amount],
  };
}

function shortFileFlag(file: ShortFile, scale: StripScale): FlagWish {
  const amount = formatAmount(file.endSeconds - file.startSeconds);
  return {
    id: `short-${file.leg}`,
    kind: 'short-file',
    fromX: scale.x(file.startSeconds),
    toX: scale.x(file.endSeconds),
    forms: [`file ends ${amount} early`, `${amount} early`],
  };
}
