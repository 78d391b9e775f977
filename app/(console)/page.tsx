import type { Metadata } from 'next';
import { preload } from 'react-dom';
import { readSearchAddress, searchTitle } from '@/components/search/read-search';
import { SearchPage } from '@/components/search/search-page';
import { paths } from '@/lib/paths';

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
  // The question to the PBX starts with the HTML, not after the scripts.
  if (address.asks === 'calls') {
    preload(paths.api.calls(address.query), { as: 'fetch', crossOrigin: 'anonymous' });
  }
  return (
    <>
      <h1 className="sr-only">Calls</h1>
      <SearchPage />
    </>
  );
}

async function readAddress(searchParams: SearchParams) {
  const given = Object.entries(await searchParams);
  return readSearchAddress(
    new URLSearchParams(
      given.flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one])),
    ),
  );
}
