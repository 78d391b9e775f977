'use client';

import { useSearchParams } from 'next/navigation';
import type { ComponentProps, MouseEvent } from 'react';
import type { CallQuery } from '@/lib/contract/search';
import { paths } from '@/lib/paths';
import { momentOf } from './read-search';

interface SearchLinkProps extends Omit<ComponentProps<'a'>, 'href' | 'onClick'> {
  query: CallQuery;
  /** Searches on this page; the browser handles new tabs and windows. */
  onSearch: (query: CallQuery) => void;
}

/** A real link to a search, followed without asking the server for the page again. */
export function SearchLink({ query, onSearch, children, ...props }: SearchLinkProps) {
  function follow(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onSearch(query);
  }
  return (
    <a {...props} href={paths.search(query)} onClick={follow}>
      {children}
    </a>
  );
}

/**
 * The moment in a link by tag, for a CRM that does not know the unique id:
 * `leg=2&t=35-52` of `/?tag=INV-20418&leg=2&t=35-52`, as written there. Empty if there is none.
 */
export function useLinkedMoment(): string {
  const params = useSearchParams();
  return params ? momentOf(params) : '';
}
