'use client';

import { useQueries } from '@tanstack/react-query';
import { heardOfCallsQuery } from '@/lib/api/queries';
import type { Call } from '@/lib/contract/call';
import { type HeardOfCalls, MOST_CALLS_HEARD } from '@/lib/contract/heard';
import { type Intervals, normalise } from '@/lib/contract/intervals';

type HeardOfLegs = ReadonlyMap<number, Intervals>;
const NOTHING: HeardOfLegs = new Map();

/**
 * What one has heard of the calls in view, asked in blocks that stay the same while one scrolls.
 *
 * @returns What is known of a call; null until its block has come, and where it does not.
 */
export function useHeardOfRows(
  calls: readonly Call[],
  shownIndexes: readonly number[],
): (uniqueId: string) => HeardOfLegs | null {
  const blocks = [...new Set(shownIndexes.map((index) => Math.floor(index / MOST_CALLS_HEARD)))];
  const known = useQueries({
    queries: blocks.map((block) =>
      heardOfCallsQuery(
        calls
          .slice(block * MOST_CALLS_HEARD, (block + 1) * MOST_CALLS_HEARD)
          .map(({ uniqueId }) => uniqueId),
      ),
    ),
    combine: joinBlocks,
  });
  const asked = new Set(
    blocks.flatMap((block, index) =>
      known.isKnown[index]
        ? calls
            .slice(block * MOST_CALLS_HEARD, (block + 1) * MOST_CALLS_HEARD)
            .map(({ uniqueId }) => uniqueId)
        : [],
    ),
  );
  return (uniqueId) => known.heard.get(uniqueId) ?? (asked.has(uniqueId) ? NOTHING : null);
}

/** Called by react-query when an answer has changed, so that rows get the same maps until then. */
function joinBlocks(answers: readonly { data: HeardOfCalls | undefined }[]) {
  const heard = new Map<string, HeardOfLegs>();
  for (const { data } of answers) {
    for (const { uniqueId, legs } of data?.calls ?? []) {
      heard.set(uniqueId, new Map(legs.map((one) => [one.leg, normalise(one.heard)])));
    }
  }
  return { heard, isKnown: answers.map(({ data }) => data !== undefined) };
}
