import type { HeardStretch } from '@/components/playback/player-state';
import { type Intervals, lengthOf, normalise, union } from '@/lib/contract/intervals';

/** What is known of a call from elsewhere. */
export type KnownHeard = { legs: readonly { leg: number; heard: Intervals }[] };

/** What one has heard of each leg: what the server knew, and what sounded on this page since. */
export type HeardSeconds = ReturnType<typeof createHeardSeconds>;

/** @param known What the page came with. */
export function createHeardSeconds(known: KnownHeard = { legs: [] }) {
  const listeners = new Set<() => void>();
  const first: ReadonlyMap<number, Intervals> = new Map(
    known.legs
      .filter(({ heard }) => heard.length > 0)
      .map(({ leg, heard }) => [leg, normalise(heard)]),
  );
  let heard = first;

  function add(leg: number, intervals: Intervals): void {
    const before = heard.get(leg) ?? [];
    const after = union(before, intervals);
    if (lengthOf(after) === lengthOf(before)) return;
    heard = new Map([...heard, [leg, after]]);
  }
  const tell = () => {
    for (const listener of listeners) listener();
  };

  return {
    all: () => heard,
    /** What it began with, for React to take over the page. */
    first: () => first,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    add({ leg, fromSeconds, toSeconds }: HeardStretch): void {
      add(leg, normalise([[fromSeconds, toSeconds]]));
      tell();
    },
    load({ legs }: KnownHeard): void {
      for (const { leg, heard: known } of legs) add(leg, normalise(known));
      tell();
    },
  };
}
