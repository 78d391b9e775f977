import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PeoplePage } from '@/components/people/people-page';
import { firstData } from '@/lib/api/first-data';
import { peopleQuery, personQuery } from '@/lib/api/people-queries';
import { paths } from '@/lib/paths';
import { pageRequest, requirePageRight } from '@/lib/server/page-request';
import { runningLegato } from '@/lib/server/running.mjs';

export const metadata: Metadata = { title: 'People' };

/** The list with one person beside it; where there is no room for both, the person. */
export default async function Page({ params }: { params: Promise<{ personId: string }> }) {
  await requirePageRight('manage-people');
  const personId = (await params).personId;
  const page = await pageRequest(paths.person(personId));
  const legato = runningLegato();
  const person = await legato.firstPerson(personId, page);
  if (person.status === 'failed' && person.problem.code === 'not-found') notFound();
  const people = await legato.firstPeople(page);
  return (
    <HydrationBoundary state={firstData(peopleQuery.queryKey, paths.api.people(), people)}>
      <HydrationBoundary
        state={firstData(personQuery(personId).queryKey, paths.api.person(personId), person)}
      >
        <PeoplePage personId={personId} />
      </HydrationBoundary>
    </HydrationBoundary>
  );
}
