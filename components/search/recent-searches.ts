import { useSyncExternalStore } from 'react';
import { createStoredValue } from '@/components/ui/stored-value';
import type { CallQuery } from '@/lib/contract/search';
import { paths } from '@/lib/paths';
import { readSearchAddress } from './read-search';

const STORAGE_KEY = 'legato.recent-searches';
const MOST = 8;
const NONE: readonly CallQuery[] = [];

/** The searches of this browser, newest first, at most eight. Empty on the server. */
export function useRecentSearches(): readonly CallQuery[] {
  return useSyncExternalStore(stored.subscribe, stored.read, () => NONE);
}

/** Puts a search first. */
export function rememberSearch(query: CallQuery): void {
  write([query, ...stored.read().filter((other) => !isSame(other, query))].slice(0, MOST));
}

/** Removes one search. */
export function forgetSearch(query: CallQuery): void {
  write(stored.read().filter((other) => !isSame(other, query)));
}

/** Removes all of them. */
export function forgetAllSearches(): void {
  write([]);
}

/** Searches are stored as addresses and read like any address. Where storage is closed, nothing is remembered. */
const stored = createStoredValue(STORAGE_KEY, NONE, (kept) =>
  Array.isArray(kept)
    ? kept
        .filter((address) => typeof address === 'string')
        .map((address) => readSearchAddress(new URLSearchParams(address.replace(/^[^?]*/, ''))))
        .flatMap((address) => (address.asks === 'calls' ? [address.query] : []))
        .slice(0, MOST)
    : NONE,
);

const write = (searches: readonly CallQuery[]) =>
  stored.write(searches.map((query) => paths.search(query)));

function isSame(a: CallQuery, b: CallQuery): boolean {
  return paths.search(a) === paths.search(b);
}
