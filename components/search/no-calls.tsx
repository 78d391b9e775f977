import Check from 'lucide-react/icons/check';
import type { ReactNode } from 'react';
import { StatePanel } from '@/components/states/state-panel';
import { Button, buttonClass } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { formatClock, formatMoment } from '@/components/wording/format-clock';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { toZonedIso } from '@/components/wording/zoned-time';
import type { CallPage, CallQuery } from '@/lib/contract/search';
import { uniqueIdEpochSeconds } from '@/lib/contract/unique-id';
import { visibleText } from '@/lib/contract/visible-text';
import { readingOf, readSearch, toCallQuery } from './read-search';
import { READING_MARKS } from './reading-line';
import { SearchLink } from './search-link';

interface NoCallsProps {
  query: CallQuery;
  page: CallPage;
  isAsking: boolean;
  onAskAgain: () => void;
  onSearch: (query: CallQuery) => void;
}

/** The PBX answered and has no call for this search. */
export function NoCalls({ query, page, isAsking, onAskAgain, onSearch }: NoCallsProps) {
  const timeZone = usePbxZone();
  const { reading, value } = readingOf(query);
  const other = READING_MARKS[reading].other;
  const otherQuery = toCallQuery({ reading: other, value });
  const isMisread = readSearch(value).reading === other;
  const epochSeconds = reading === 'uniqueId' ? uniqueIdEpochSeconds(value) : null;
  const askedAt = toZonedIso(Date.parse(page.freshness.askedAt), timeZone);
  const askAgain = (
    <Button
      key="again"
      look={isMisread ? 'secondary' : 'primary'}
      aria-disabled={isAsking}
      onClick={() => {
        if (!isAsking) onAskAgain();
      }}
    >
      {isAsking ? 'Searching again' : 'Search again'}
    </Button>
  );
  const searchOther = otherQuery && (
    <SearchLink
      key="other"
      query={otherQuery}
      onSearch={onSearch}
      className={buttonClass({ look: isMisread ? 'primary' : 'secondary' })}
    >
      Search as {READING_MARKS[other].name.toLowerCase()} instead
    </SearchLink>
  );
  return (
    <NothingFound
      title={
        reading === 'tag'
          ? `No call is tagged ${visibleText(value)}`
          : `No call has the unique id ${visibleText(value)}`
      }
      asked={[
        {
          what: `Asked the PBX for this ${READING_MARKS[reading].name.toLowerCase()} at ${formatClock(askedAt, timeZone)}`,
          answer: page.warnings.length > 0 ? 'nothing readable' : '0 legs',
        },
      ]}
      note={
        epochSeconds === null
          ? undefined
          : `Going by its id, it began ${formatMoment(toZonedIso(epochSeconds * 1000, timeZone), timeZone)}.`
      }
    >
      {isMisread ? [searchOther, askAgain] : [askAgain, searchOther]}
    </NothingFound>
  );
}

interface NothingFoundProps {
  /** "No call is tagged INV-20481" */
  title: string;
  /** What was asked, and with which answer. */
  asked: readonly { what: string; answer: string }[];
  /** What else is known, as a sentence. */
  note?: string | undefined;
  /** Buttons and links: what to try next. */
  children: ReactNode;
}

/** The answer was: nothing. */
function NothingFound({ title, asked, note, children }: NothingFoundProps) {
  return (
    <StatePanel>
      <div role="status">
        <h2 className="text-section text-id [overflow-wrap:anywhere]">{title}</h2>
      </div>
      <ul className="mt-3 border-line border-t">
        {asked.map(({ what, answer }) => (
          <li key={what} className="flex items-center gap-3 border-line border-b py-1.5 text-prose">
            <Icon glyph={Check} size={14} />
            <span className="flex-1 tabular-nums">{what}</span>
            <span className="text-ink-2">{answer}</span>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-prose text-ink-2">
        {note} A call still in progress cannot be found yet.
      </p>
      <div className="mt-5 flex flex-wrap gap-2">{children}</div>
    </StatePanel>
  );
}
