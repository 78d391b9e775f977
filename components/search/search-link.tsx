import type { ComponentProps, MouseEvent } from 'react';
import type { CallQuery } from '@/lib/contract/search';
import { paths } from '@/lib/paths';

interface SearchLinkProps extends Omit<ComponentProps<'a'>, 'href' | 'onClick'> {
  query: CallQuery;
  /** Searches on this page; a new tab or window is the browser's affair. */
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
