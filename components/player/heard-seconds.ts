import type { HeardStretch } from '@/components/playback/player-state';
import type { HeardOfCall } from '@/lib/contract/heard';
import { type Intervals, lengthOf, normalise, union } from '@/lib/contract/intervals';

/** What one has heard of each leg: what the server knew, and what sounded on this page since. */
export type HeardSeconds = ReturnType<typeof createHeardSeconds>;

/** Of no leg anything; the same object always, as React wants it. */
export const NOTHING_HEARD: ReadonlyMap<number, Intervals> = new Map();

export function createHeardSeconds() {
  const listeners = new Set<() => void>();
  let heard = NOTHING_HEARD;

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
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    add({ leg, fromSeconds, toSeconds }: HeardStretch): void {
      add(leg, normalise([[fromSeconds, toSeconds]]));
      tell();
    },
    load({ legs }: HeardOfCall): void {
      for (const { leg, heard: known } of legs) add(leg, normalise(known));
      tell();
    },
  };
}
