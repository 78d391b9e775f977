import ArrowDownLeft from 'lucide-react/icons/arrow-down-left';
import ArrowLeftRight from 'lucide-react/icons/arrow-left-right';
import ArrowUpRight from 'lucide-react/icons/arrow-up-right';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import type { Direction } from '@/lib/contract/call';

const MARKS = {
  inbound: { word: 'Inbound', glyph: ArrowDownLeft },
  outbound: { word: 'Outbound', glyph: ArrowUpRight },
  internal: { word: 'Internal', glyph: ArrowLeftRight },
} as const;

interface DirectionMarkProps {
  direction: Direction | null;
  /** Class of the word, to hide it from the eye where there is no room. */
  wordClassName?: string;
}

/** Arrow and word; a direction has no colour. Unknown is a dash. */
export function DirectionMark({ direction, wordClassName }: DirectionMarkProps) {
  if (direction === null) return <span className="text-ink-3">–</span>;
  const { word, glyph } = MARKS[direction];
  return (
    <span className="flex items-center gap-1.5 text-ink-2">
      <Icon glyph={glyph} size={14} />
      <span className={classNames(wordClassName)}>{word}</span>
    </span>
  );
}

/** `inbound`, in lower case, for the middle of a sentence; null where the PBX did not report it. */
export function directionWord(direction: Direction | null): string | null {
  return direction && MARKS[direction].word.toLowerCase();
}

/** `Inbound`, for the beginning of a line. */
export function directionName(direction: Direction): string {
  return MARKS[direction].word;
}
