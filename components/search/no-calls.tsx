import { NothingFound } from '@/components/states/nothing-found';
import { Button, buttonClass } from '@/components/ui/button';
import { formatClock, formatMoment } from '@/components/wording/format-clock';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { toZonedIso } from '@/components/wording/zoned-time';
import type { CallPage, CallQuery } from '@/lib/contract/search';
import { uniqueIdEpochSeconds } from '@/lib/contract/unique-id';
import { readingOf, readSearch, toCallQuery } from './read-search';
import { READING_MARKS } from './reading-marks';
import { SearchLink } from './search-link';

interface NoCallsProps {
  query: CallQuery;
  page: CallPage;
  isAsking: boolean;
  onAskAgain: () => void;
  onSearch: (query: CallQuery) => void;
}

/** The PBX answered, and knows no call for this search. */
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
        reading === 'tag' ? `No call is tagged ${value}` : `No call has the unique id ${value}`
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
