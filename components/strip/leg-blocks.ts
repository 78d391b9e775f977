import { type PlacedLeg, type Stretch, sliceByLegs } from '@/components/call-time/call-timeline';
import type { StripScale } from './strip-scale';

/** A rectangle of a leg's body. `top` and `height` are shares of the body's height, 0 to 1. */
export interface BodyPiece {
  x: number;
  widthPx: number;
  top: number;
  height: number;
}

/** One leg as drawn: a header where it is the first of the legs at that moment, and its body. */
export interface LegBlock {
  placed: PlacedLeg;
  x: number;
  widthPx: number;
  /** Null when another leg covers all of it, so that no header is free. */
  header: { x: number; widthPx: number } | null;
  pieces: BodyPiece[];
}

const SMALLEST_BLOCK_PX = 3;
const SMALLEST_HIT_PX = 24;
const INSET_PX = 1;

/**
 * Lays out the legs that show in the scale's window. Blocks stand at their true x, inset 1 px on each
 * side and never under 3 px; where legs overlap, each takes its share of the height, earlier above.
 */
export function layoutLegBlocks(legs: readonly PlacedLeg[], scale: StripScale): LegBlock[] {
  const slices = sliceByLegs(legs);
  return legs
    .filter((leg) => leg.startSeconds <= scale.endSeconds && leg.endSeconds >= scale.startSeconds)
    .map((placed) => {
      const shares = slices.flatMap((slice) => {
        const index = slice.legs.indexOf(placed);
        return index < 0 ? [] : [{ slice, index, of: slice.legs.length }];
      });
      const leading = shares.filter((share) => share.index === 0).map((share) => share.slice);
      return {
        placed,
        ...box(placed, scale),
        header: shares.length === 0 ? box(placed, scale) : spanOf(leading, scale),
        pieces:
          shares.length === 0
            ? [{ ...box(placed, scale), top: 0, height: 1 }]
            : layoutPieces(placed, shares, scale),
      };
    });
}

/**
 * The leg at a pixel. Legs under 24 px can be hit within 24 px, so that a finger finds them;
 * `depth` (0 top to 1 bottom of the body) chooses between legs that share the moment.
 */
export function blockAt(blocks: readonly LegBlock[], x: number, depth: number): LegBlock | null {
  const isAt = (piece: BodyPiece) =>
    x >= piece.x - INSET_PX &&
    x < piece.x + piece.widthPx + INSET_PX &&
    depth >= piece.top &&
    depth <= piece.top + piece.height;
  const exact = blocks.find((block) => block.pieces.some(isAt));
  if (exact && exact.widthPx < SMALLEST_HIT_PX) return exact;
  const near = blocks
    .filter((block) => block.widthPx < SMALLEST_HIT_PX)
    .map((block) => ({ block, distance: Math.abs(block.x + block.widthPx / 2 - x) }))
    .filter(({ distance }) => distance <= SMALLEST_HIT_PX / 2)
    .sort((a, b) => a.distance - b.distance)[0];
  return near?.block ?? exact ?? null;
}

/** Pixels of a stretch, inset at its ends, never under 3 px and never wholly past the right edge. */
export function box(stretch: Stretch, scale: StripScale): { x: number; widthPx: number } {
  return boxBetween(
    scale.x(stretch.startSeconds) + INSET_PX,
    scale.x(stretch.endSeconds) - INSET_PX,
    scale,
  );
}

/** Edges that lie outside the window are drawn a little outside it, so that no rounding shows there. */
const OVERDRAW_PX = 4;

function boxBetween(left: number, right: number, scale: StripScale) {
  const x = Math.min(Math.max(left, -OVERDRAW_PX), scale.widthPx - SMALLEST_BLOCK_PX);
  const end = Math.min(right, scale.widthPx + OVERDRAW_PX);
  return { x, widthPx: Math.max(end - x, SMALLEST_BLOCK_PX) };
}

interface Share {
  slice: Stretch;
  index: number;
  of: number;
}

/** The pieces of one leg. They are inset where the leg ends, not where only its height changes. */
function layoutPieces(placed: PlacedLeg, shares: readonly Share[], scale: StripScale) {
  return joinShares(shares)
    .filter(({ slice }, _, all) => all.length === 1 || isVisible(slice, scale))
    .map(({ slice, index, of }): BodyPiece => {
      const startInset = slice.startSeconds === placed.startSeconds ? INSET_PX : 0;
      const endInset = slice.endSeconds === placed.endSeconds ? INSET_PX : 0;
      const left = scale.x(slice.startSeconds) + startInset;
      const right = scale.x(slice.endSeconds) - endInset;
      return { ...boxBetween(left, right, scale), top: index / of, height: 1 / of };
    });
}

function joinShares(shares: readonly Share[]): Share[] {
  const joined: Share[] = [];
  for (const share of shares) {
    const last = joined.at(-1);
    if (last && last.index === share.index && last.of === share.of) {
      last.slice = { startSeconds: last.slice.startSeconds, endSeconds: share.slice.endSeconds };
    } else {
      joined.push({ ...share });
    }
  }
  return joined;
}

function spanOf(stretches: readonly Stretch[], scale: StripScale) {
  const first = stretches[0];
  const last = stretches.at(-1);
  if (!first || !last) return null;
  const span = { startSeconds: first.startSeconds, endSeconds: last.endSeconds };
  return isVisible(span, scale) ? box(span, scale) : null;
}

const isVisible = (stretch: Stretch, scale: StripScale) =>
  stretch.endSeconds > scale.startSeconds && stretch.startSeconds < scale.endSeconds;

/** A gap as drawn, and where its label goes. */
export interface GapBox {
  gap: Stretch;
  seconds: number;
  x: number;
  widthPx: number;
  label: 'one-line' | 'two-lines' | 'flag';
}

const ONE_LINE_FROM_PX = 112;
const TWO_LINES_FROM_PX = 62;

/** Lays out the gaps in the window: from 112 px on one line, from 62 on two, else in the flag row. */
export function layoutGaps(gaps: readonly Stretch[], scale: StripScale): GapBox[] {
  return gaps
    .filter((gap) => gap.endSeconds > scale.startSeconds && gap.startSeconds < scale.endSeconds)
    .map((gap) => {
      const { x, widthPx } = box(gap, scale);
      const inside = Math.min(x + widthPx, scale.widthPx) - Math.max(x, 0);
      return {
        gap,
        seconds: gap.endSeconds - gap.startSeconds,
        x,
        widthPx,
        label:
          inside >= ONE_LINE_FROM_PX
            ? 'one-line'
            : inside >= TWO_LINES_FROM_PX
              ? 'two-lines'
              : 'flag',
      } as const;
    });
}
