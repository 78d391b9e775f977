import type { ClockFold } from '@/components/call-time/call-clock';
import { formatAmount, formatDuration } from '@/components/wording/format-duration';
import type { FlagWish } from './strip-labels';
import type { StripScale } from './strip-scale';

/** A fold as drawn: its hatch, and the tie above it that says how much is folded. */
export interface FoldBox {
  fold: ClockFold;
  x: number;
  widthPx: number;
  tie: { x: number; widthPx: number };
  hasLock: boolean;
}

/** How far a tie reaches beyond its fold on each side. */
const TIE_PX = 9;
const INSET_PX = 1;
const LOCK_FROM_PX = 16;

export function layoutFolds(scale: StripScale): FoldBox[] {
  return scale.folds.map((fold) => {
    const left = scale.x(fold.startSeconds);
    const right = scale.x(fold.endSeconds);
    const tieLeft = Math.max(left - TIE_PX, 0);
    const tieRight = Math.min(right + TIE_PX, scale.widthPx);
    return {
      fold,
      x: left + INSET_PX,
      widthPx: Math.max(right - left - 2 * INSET_PX, 1),
      tie: { x: tieLeft, widthPx: Math.max(tieRight - tieLeft, 1) },
      hasLock:
        right - left >= LOCK_FROM_PX &&
        fold.parts.some(({ because }) => because === 'not yours to hear'),
    };
  });
}

/** The words of a fold, each part with its reason: "0:38 not recorded, 0:30 not found". */
export function foldText({ parts }: Pick<ClockFold, 'parts'>): string {
  return parts
    .filter(({ seconds }) => seconds >= 1 || parts.length === 1)
    .map(({ seconds, because }) => `${formatDuration(seconds)} ${because}`)
    .join(', ');
}

export function foldFlag({ fold, x, widthPx }: FoldBox): FlagWish {
  const seconds = fold.endSeconds - fold.startSeconds;
  return {
    id: `fold-${fold.startSeconds}`,
    kind: 'fold',
    fromX: x - INSET_PX,
    toX: x + widthPx + INSET_PX,
    forms: [foldText(fold), `${formatDuration(seconds)} folded`, formatAmount(seconds)],
  };
}
