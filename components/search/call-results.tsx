'use client';

import { useState } from 'react';
import type { CallPage } from '@/lib/contract/search';
import { CallGrid } from './call-grid';
import { ResultsSummary } from './results-summary';

interface CallResultsProps {
  page: CallPage;
  /** Address of the search: by it the row that was left is found again. */
  searchKey: string;
  /** The search was for one call: its row takes the focus, so that Enter opens it. */
  isSingleCall: boolean;
  isAsking: boolean;
  onAskAgain: () => void;
}

/** Where one was in each search, for as long as the page lives: the way back leads to the same row. */
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
