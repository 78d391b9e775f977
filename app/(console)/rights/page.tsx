import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { RightsPage } from '@/components/people/rights-page';
import { firstData } from '@/lib/api/first-data';
import { whoCanHearQuery } from '@/lib/api/people-queries';
import { parseUniqueId } from '@/lib/contract/parse-request';
import { paths } from '@/lib/paths';
import { pageRequest, requirePageRight } from '@/lib/server/page-request';
import { runningLegato } from '@/lib/server/running.mjs';

export const metadata: Metadata = { title: 'Who can hear this call' };

interface RightsRouteProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Who can hear one call, and why. */
export default async function Page({ searchParams }: RightsRouteProps) {
  await requirePageRight('review-rights');
  const asked = (await searchParams).uniqueId;
  const parsed = parseUniqueId(typeof asked === 'string' ? asked : '');
  if (!parsed.ok) notFound();
  const uniqueId = parsed.value;
  const page = await pageRequest(paths.rights(uniqueId));
  const answer = await runningLegato().firstWhoCanHear(uniqueId, page);
  if (answer.status === 'failed' && answer.problem.code === 'not-found') notFound();
  return (
    <HydrationBoundary
      state={firstData(whoCanHearQuery(uniqueId).queryKey, paths.api.whoCanHear(uniqueId), answer)}
    >
      <RightsPage uniqueId={uniqueId} />
    </HydrationBoundary>
  );
}
