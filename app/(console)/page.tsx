import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { preload } from 'react-dom';
import { readSearchAddress, searchTitle } from '@/components/search/read-search';
import { SearchPage } from '@/components/search/search-page';
import { firstData } from '@/lib/api/first-data';
import { callsQuery, firstCallsAddress } from '@/lib/api/queries';
import type { CallQuery } from '@/lib/contract/search';
import { paths } from '@/lib/paths';
import { pageRequest } from '@/lib/server/page-request';
import { runningLegato } from '@/lib/server/running.mjs';

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata({
  searchParams,
}: {
  searchParams: SearchParams;
}): Promise<Metadata> {
  return { title: { absolute: searchTitle(await readAddress(searchParams)) } };
}

export default async function HomePage({ searchParams }: { searchParams: SearchParams }) {
  const address = await readAddress(searchParams);
  return (
    <HydrationBoundary state={address.asks === 'calls' ? await firstRows(address.query) : null}>
      <h1 className="sr-only">Calls</h1>
      <SearchPage />
    </HydrationBoundary>
  );
}

/** The rows, if the PBX is quick. */
async function firstRows(query: CallQuery) {
  const answer = await runningLegato().firstCalls(query, await pageRequest(paths.home()));
  // The browser's question then starts with the HTML, not after the scripts.
  if (answer.status === 'left-to-the-browser') {
    preload(firstCallsAddress(query), { as: 'fetch', crossOrigin: 'anonymous' });
  }
  return firstData(callsQuery(query).queryKey, paths.api.calls(query), answer);
}

async function readAddress(searchParams: SearchParams) {
  const given = Object.entries(await searchParams);
  return readSearchAddress(
    new URLSearchParams(
      given.flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one])),
    ),
  );
}
