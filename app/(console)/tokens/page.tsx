import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { TokensPage } from '@/components/people/tokens-page';
import { firstData } from '@/lib/api/first-data';
import { peopleQuery, tokensQuery } from '@/lib/api/people-queries';
import { paths } from '@/lib/paths';
import { pageRequest, requirePageRight } from '@/lib/server/page-request';
import { runningLegato } from '@/lib/server/running.mjs';

export const metadata: Metadata = { title: 'Tokens' };

export default async function Page() {
  await requirePageRight('manage-people');
  const page = await pageRequest(paths.tokens());
  const people = await runningLegato().firstPeople(page);
  const tokens = await runningLegato().firstTokens(page);
  return (
    <HydrationBoundary state={firstData(peopleQuery.queryKey, paths.api.people(), people)}>
      <HydrationBoundary state={firstData(tokensQuery.queryKey, paths.api.tokens(), tokens)}>
        <TokensPage />
      </HydrationBoundary>
    </HydrationBoundary>
  );
}
