import { readingOf } from './read-search';
import type { SearchAddress } from './search-address';

/** The title of the browser's tab for a search. */
export function searchTitle(address: SearchAddress): string {
  return address.asks === 'calls' ? `${readingOf(address.query).value} · Legato` : 'Calls · Legato';
}
