import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { TeamsPage } from '@/components/people/teams-page';
import { firstData } from '@/lib/api/first-data';
import { teamsQuery } from '@/lib/api/people-queries';
import { paths } from '@/lib/paths';
import { pageRequest, requirePageRight } from '@/lib/server/page-request';
import { runningLegato } from '@/lib/server/running.mjs';

export const metadata: Metadata = { title: 'Teams' };

export default async function Page({ params }: { params: Promise<{ teamId: string }> }) {
  await requirePageRight('manage-people');
  const { teamId } = await params;
  const answer = await runningLegato().firstTeams(await pageRequest(paths.team(teamId)));
  if (answer.status === 'answered' && !answer.value.teams.some(({ id }) => id === teamId)) {
    notFound();
  }
  return (
    <HydrationBoundary state={firstData(teamsQuery.queryKey, paths.api.teams(), answer)}>
      <TeamsPage teamId={teamId} />
    </HydrationBoundary>
  );
}
