import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { PeoplePage } from '@/components/people/people-page';
import { firstData } from '@/lib/api/first-data';
import { peopleQuery } from '@/lib/api/people-queries';
import { paths } from '@/lib/paths';
import { pageRequest, requirePageRight } from '@/lib/server/page-request';
import { runningLegato } from '@/lib/server/running.mjs';

export const metadata: Metadata = { title: 'People' };

export default async function Page() {
  await requirePageRight('manage-people');
  const answer = await runningLegato().firstPeople(await pageRequest(paths.people()));
  return (
    <HydrationBoundary state={firstData(peopleQuery.queryKey, paths.api.people(), answer)}>
      <PeoplePage personId={null} />
    </HydrationBoundary>
  );
}
