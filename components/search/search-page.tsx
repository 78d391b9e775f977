'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { callsQuery } from '@/lib/api/queries';
import type { CallQuery } from '@/lib/contract/search';
import { paths } from '@/lib/paths';
import { FoundCalls } from './found-calls';
import { readingOf, readSearchAddress, type SearchAddress, searchTitle } from './read-search';
import { SearchBox } from './search-box';
import { SearchStart } from './search-start';

/** For a page outside the app router, which this one never is. */
const NO_PARAMS = new URLSearchParams();

/** The home page: the box, and below it what the address asks for, or will ask for in a moment. */
export function SearchPage() {
  const page = useRef<HTMLDivElement>(null);
  const client = useQueryClient();
  const params = useSearchParams() ?? NO_PARAMS;
  const [asked, setAsked] = useState<{ address: SearchAddress; from: string } | null>(null);
  const current = params.toString();
  // The router has arrived where the search was going, or somewhere else.
  if (asked && asked.from !== current) setAsked(null);
  const address = asked?.address ?? readSearchAddress(params);

  // A search changes the address without the server, so the tab's title is set here.
  const title = searchTitle(address);
  useEffect(() => {
    document.title = title;
  }, [title]);

  /** Next keeps `useSearchParams` in step with the history, so no round trip to the server is needed. */
  function search(query: CallQuery, moment = '') {
    const target = paths.search(query, moment);
    if (target === `${location.pathname}${location.search}`) return;
    // Question and page are on their way at once; the router takes several turns to follow.
    void client.prefetchQuery(callsQuery(query));
    setAsked({ address: { asks: 'calls', query }, from: current });
    history.pushState(null, '', target);
  }

  function focusFoundCall(): boolean {
    const row = page.current?.querySelector<HTMLElement>('[role=grid] a[tabindex="0"]');
    row?.focus();
    return Boolean(row);
  }

  return (
    <div ref={page} className="flex min-h-full flex-col">
      <div className="max-w-240 px-4 pt-5 pb-3 sm:px-6">
        <SearchBox
          size="large"
          initial={boxContent(address)}
          isFocusedFirst={address.asks !== 'calls'}
          onSearch={search}
          onDown={focusFoundCall}
        />
      </div>
      {address.asks === 'calls' ? (
        <FoundCalls query={address.query} onSearch={search} />
      ) : (
        <SearchStart address={address} onSearch={search} />
      )}
    </div>
  );
}

function boxContent(address: SearchAddress) {
  if (address.asks === 'nothing') return { text: '', reading: null };
  if (address.asks === 'unclear') return { text: address.text, reading: address.reading };
  const { reading, value } = readingOf(address.query);
  return { text: value, reading };
}
