import type { ClockKind } from '@/components/call-time/call-clock';
import { audibleLegs, type HoleReason } from '@/components/call-time/call-holes';
import {
  type CallTimeline,
  findOverlaps,
  type Stretch,
} from '@/components/call-time/call-timeline';
import type { CallAudio, ShortFile } from '@/components/playback/call-audio';
import { formatAmount, formatDuration } from '@/components/wording/format-duration';
import { kindWord, ownerName } from '@/components/wording/leg-words';
import { type FoldBox, foldFlag, layoutFolds } from './fold-boxes';
import { box, type GapBox, type LegBlock, layoutGaps, layoutLegBlocks } from './leg-blocks';
import {
  type Flag,
  type FlagWish,
  fitLegHeader,
  type LegHeaderLabel,
  type LegHeaderText,
  layoutFlags,
  type MeasureText,
} from './strip-labels';
import { type RulerTick, rulerTicks } from './strip-ruler';
import type { StripScale } from './strip-scale';

export interface PlannedLeg extends LegBlock {
  text: LegHeaderText;
  label: LegHeaderLabel;
  /** Why none of it can be heard; null for a leg that plays. */
  silentBecause: HoleReason | null;
  /** Its end is only where it is drawn to. */
  isLengthUnknown: boolean;
}

/** Everything that the strip draws for one window at one width. */
export interface StripPlan {
  scale: StripScale;
  clock: ClockKind;
  ticks: RulerTick[];
  legs: PlannedLeg[];
  gaps: GapBox[];
  folds: FoldBox[];
  flags: Flag[];
  shortFiles: { leg: number; x: number; widthPx: number }[];
}

interface StripContents {
  timeline: CallTimeline;
  audio: CallAudio;
  clock: ClockKind;
}

/** Plans the strip. Pure, so that components only draw. */
export function planStrip(
  { timeline, audio, clock }: StripContents,
  scale: StripScale,
  measure: MeasureText,
): StripPlan {
  const isFolded = clock === 'listening';
  const placed = isFolded ? audibleLegs(timeline.legs, audio.lost) : timeline.legs;
  const overlaps = isFolded ? findOverlaps(placed) : timeline.overlaps;
  const gaps = isFolded ? [] : layoutGaps(timeline.gaps, scale);
  const folds = layoutFolds(scale);
  const isShown = (stretch: Stretch) =>
    stretch.endSeconds > scale.startSeconds && stretch.startSeconds < scale.endSeconds;
  const shortFiles = isFolded ? [] : audio.shortFiles.filter(isShown);
  const wishes: FlagWish[] = [
    ...gaps.filter((gap) => gap.label === 'flag').map(gapFlag),
    ...folds.map(foldFlag),
    ...overlaps.filter(isShown).map((overlap) => overlapFlag(overlap, scale)),
    ...shortFiles.map((file) => shortFileFlag(file, scale)),
  ];
  return {
    scale,
    clock,
    ticks: rulerTicks(scale),
    legs: layoutLegBlocks(placed, scale).map((block) => planLeg(block, audio, scale, measure)),
    gaps,
    folds,
    flags: layoutFlags(wishes, scale.widthPx, measure),
    shortFiles: shortFiles.map((file) => ({ leg: file.leg, ...box(file, scale) })),
  };
}

function planLeg(
  block: LegBlock,
  { lost }: CallAudio,
  scale: StripScale,
  measure: MeasureText,
): PlannedLeg {
  const { leg, startSeconds, length } = block.placed;
  const text = {
    number: String(leg.leg),
    name: ownerName(leg),
    kind: kindWord(leg),
    length: length.shownSeconds === null ? '–' : formatDuration(length.shownSeconds),
  };
  const loss = lost.find((stretch) => stretch.leg === leg.leg);
  const silentBecause =
    leg.access === 'restricted'
      ? 'not yours to hear'
      : loss && loss.startSeconds <= startSeconds
        ? (loss.because ?? 'without sound')
        : null;
  const label = fitLegHeader(text, visibleWidth(block, scale.widthPx), measure);
  const isLengthUnknown = length.placedSeconds === null && silentBecause === null;
  return { ...block, text, label, silentBecause, isLengthUnknown };
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
