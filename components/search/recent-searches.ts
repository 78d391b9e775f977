import { useSyncExternalStore } from 'react';
import { ownStorage } from '@/components/ui/own-storage';
import type { CallQuery } from '@/lib/contract/search';
import { paths } from '@/lib/paths';
import { readSearchAddress } from './read-search';

const STORAGE_KEY = 'legato.recent-searches';
const MOST = 8;
const NONE: readonly CallQuery[] = [];

/** The searches of this browser, newest first, at most eight. Empty on the server. */
export function useRecentSearches(): readonly CallQuery[] {
  return useSyncExternalStore(subscribe, read, () => NONE);
}

/** Puts a search first. */
export function rememberSearch(query: CallQuery): void {
  write([query, ...read().filter((other) => !isSame(other, query))].slice(0, MOST));
}

/** Removes one search. */
export function forgetSearch(query: CallQuery): void {
  write(read().filter((other) => !isSame(other, query)));
}

/** Removes all of them. */
export function forgetAllSearches(): void {
  write([]);
}

const listeners = new Set<() => void>();
let cached: { text: string | null; searches: readonly CallQuery[] } = {
  text: null,
  searches: NONE,
};

function subscribe(listener: () => void) {
  listeners.add(listener);
  // Another tab may search as well.
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

function read(): readonly CallQuery[] {
  const text = readStorage();
  if (text !== cached.text) cached = { text, searches: parse(text) };
  return cached.searches;
}

/**
 * Searches are stored as addresses and read like any address: the stored text may be
 * from another version, or edited.
 */
function parse(text: string | null): readonly CallQuery[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(stored)) return NONE;
    return stored
      .filter((address) => typeof address === 'string')
      .map((address) => readSearchAddress(new URLSearchParams(address.replace(/^[^?]*/, ''))))
      .flatMap((address) => (address.asks === 'calls' ? [address.query] : []))
      .slice(0, MOST);
  } catch {
    return NONE;
  }
}

function readStorage(): string | null {
  try {
    return ownStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

function write(searches: readonly CallQuery[]) {
  try {
    ownStorage.setItem(STORAGE_KEY, JSON.stringify(searches.map((query) => paths.search(query))));
  } catch {
    // Storage may be closed or full: searching goes on, remembering does not.
  }
  for (const listener of listeners) listener();
}

function isSame(a: CallQuery, b: CallQuery): boolean {
  return paths.search(a) === paths.search(b);
}
