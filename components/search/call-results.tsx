'use client';

import RefreshCw from 'lucide-react/icons/refresh-cw';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { formatClock, formatZone } from '@/components/wording/format-clock';
import { formatCount, formatCounted } from '@/components/wording/format-count';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { toZonedIso } from '@/components/wording/zoned-time';
import type { CallPage } from '@/lib/contract/search';
import { CallGrid } from './call-grid';

interface CallResultsProps {
  page: CallPage;
  /** Address of the search; the last focused row is remembered by it. */
  searchKey: string;
  /** The search was for one call: its row takes the focus, so that Enter opens it. */
  isSingleCall: boolean;
  isAsking: boolean;
  onAskAgain: () => void;
}

/** The last row in each search while the page lives, so that going back returns to it. */
const lastRows = new Map<string, number>();

/** The calls that were found: how many, from when, and the grid. */
export function CallResults({
  page,
  searchKey,
  isSingleCall,
  isAsking,
  onAskAgain,
}: CallResultsProps) {
  const [lastRow] = useState(() => lastRows.get(searchKey));
  return (
    <>
      <ResultsSummary page={page} isAsking={isAsking} onAskAgain={onAskAgain} />
      <CallGrid
        calls={page.calls}
        initialIndex={Math.min(lastRow ?? 0, page.calls.length - 1)}
        isFocusedFirst={lastRow !== undefined || isSingleCall}
        onActiveChange={(index) => lastRows.set(searchKey, index)}
      />
    </>
  );
}

interface ResultsSummaryProps {
  page: CallPage;
  isAsking: boolean;
  onAskAgain: () => void;
}

/** How many calls there are, the zone of their times, and when the PBX answered. */
function ResultsSummary({ page, isAsking, onAskAgain }: ResultsSummaryProps) {
  const timeZone = usePbxZone();
  const { calls, legs } = page.total ?? {
    calls: page.calls.length,
    legs: page.calls.reduce((sum, call) => sum + call.legs.length, 0),
  };
  const zone = formatZone(
    timeZone,
    page.calls.map((call) => call.startedAt),
  );
  const askedAt = toZonedIso(Date.parse(page.freshness.askedAt), timeZone);
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 pb-2 text-prose text-ink-2 sm:px-6">
      <p role="status" className="tabular-nums">
        <b className="font-semibold text-ink">
          {formatCount(calls)} {calls === 1 ? 'call' : 'calls'}
        </b>
        , {formatCounted(legs, 'leg')}
        {calls > 1 && ', newest first'}. Times are in {zone}.
      </p>
      <p className="flex items-center gap-2 tabular-nums">
        From the PBX at {formatClock(askedAt, timeZone)}
        <Button
          look="quiet"
          size="bar"
          aria-disabled={isAsking}
          onClick={() => {
            if (!isAsking) onAskAgain();
          }}
          className="-mr-2.5"
        >
          <Icon glyph={RefreshCw} size={14} />
          {isAsking ? 'Refreshing' : 'Refresh'}
        </Button>
      </p>
    </div>
  );
}
