import Hash from 'lucide-react/icons/hash';
import Tag from 'lucide-react/icons/tag';
import { Icon } from '@/components/ui/icon';
import { formatMoment } from '@/components/wording/format-clock';
import { toZonedIso } from '@/components/wording/zoned-time';
import { uniqueIdEpochSeconds } from '@/lib/contract/unique-id';
import { visibleText } from '@/lib/contract/visible-text';
import type { Reading, ReadSearch } from './read-search';

/** Name and icon of each reading of the search box. */
export const READING_MARKS = {
  tag: { name: 'Tag', glyph: Tag, other: 'uniqueId' },
  uniqueId: { name: 'Unique id', glyph: Hash, other: 'tag' },
} as const satisfies Record<Reading, { name: string; glyph: typeof Tag; other: Reading }>;

/** Shows how the text is read. A click switches to the other reading, as the arrow keys do. */
export function ReadingChip({ read, onChoose }: Omit<ReadingLineProps, 'timeZone'>) {
  const { name, glyph, other } = READING_MARKS[read.reading];
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden
      title={`Search as ${READING_MARKS[other].name.toLowerCase()} instead`}
      onClick={() => onChoose(other)}
      className="flex h-7 max-w-[45%] shrink-0 items-center gap-1.5 rounded-key bg-ink px-2 font-medium text-small text-surface"
    >
      <Icon glyph={glyph} size={14} />
      <span className="truncate">
        {read.isLink ? `Link, ${name.toLowerCase()} ${read.value}` : name}
      </span>
    </button>
  );
}

interface ReadingLineProps {
  read: ReadSearch;
  timeZone: string;
  onChoose: (reading: Reading) => void;
}

/** Says what Enter will look for, and offers the other reading. */
export function ReadingLine({ read, timeZone, onChoose }: ReadingLineProps) {
  const other = READING_MARKS[read.reading].other;
  return (
    <>
      <span className="min-w-0 truncate max-sm:basis-full">
        {read.reading === 'tag' ? (
          <>
            Calls tagged <b className="font-semibold text-id text-ink">{visibleText(read.value)}</b>
          </>
        ) : (
          <UniqueIdMeaning uniqueId={read.value} timeZone={timeZone} />
        )}
      </span>
      <span aria-hidden className="max-sm:hidden">
        ·
      </span>
      <button
        type="button"
        onClick={() => onChoose(other)}
        className="flex h-6 shrink-0 items-center gap-1.5 rounded-key bg-[color-mix(in_oklab,var(--line)_60%,var(--canvas))] px-2 text-ink hover:bg-line pointer-coarse:after:-inset-2.5 relative pointer-coarse:after:absolute"
      >
        <Icon glyph={READING_MARKS[other].glyph} size={14} />
        Search as {READING_MARKS[other].name.toLowerCase()} instead
      </button>
    </>
  );
}

function UniqueIdMeaning({ uniqueId, timeZone }: { uniqueId: string; timeZone: string }) {
  const epochSeconds = uniqueIdEpochSeconds(uniqueId);
  if (epochSeconds === null) {
    return (
      <>
        The call <b className="font-semibold text-id text-ink">{visibleText(uniqueId)}</b>
      </>
    );
  }
  return (
    <>
      Call began{' '}
      <b className="font-semibold tabular-nums text-ink">
        {formatMoment(toZonedIso(epochSeconds * 1000, timeZone), timeZone)}
      </b>
    </>
  );
}

/** What a screen reader hears: "Search as unique id, call began Tue 24 Nov 2026, 10:42:07 AEDT". */
export function speakReading(read: ReadSearch, timeZone: string): string {
  if (read.value === '') return '';
  const epochSeconds = read.reading === 'uniqueId' ? uniqueIdEpochSeconds(read.value) : null;
  return [
    `Search as ${READING_MARKS[read.reading].name.toLowerCase()}`,
    read.isLink ? `${visibleText(read.value)}, found in the link` : null,
    epochSeconds === null
      ? null
      : `call began ${formatMoment(toZonedIso(epochSeconds * 1000, timeZone), timeZone)}`,
  ]
    .filter((part) => part !== null)
    .join(', ');
}
