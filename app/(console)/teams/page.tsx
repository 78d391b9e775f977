import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { TeamsPage } from '@/components/people/teams-page';
import { firstData } from '@/lib/api/first-data';
import { teamsQuery } from '@/lib/api/people-queries';
import { paths } from '@/lib/paths';
import { pageRequest, requirePageRight } from '@/lib/server/page-request';
import { runningLegato } from '@/lib/server/running.mjs';

export const metadata: Metadata = { title: 'Teams' };

export default async function Page() {
  await requirePageRight('manage-people');
  const answer = await runningLegato().firstTeams(await pageRequest(paths.teams()));
  return (
    <HydrationBoundary state={firstData(teamsQuery.queryKey, paths.api.teams(), answer)}>
      <TeamsPage teamId={null} />
    </HydrationBoundary>
  );
}
