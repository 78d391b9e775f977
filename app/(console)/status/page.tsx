import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { PbxCheck } from '@/components/status/pbx-check';
import { firstData } from '@/lib/api/first-data';
import { authenticationQuery } from '@/lib/api/queries';
import { paths } from '@/lib/paths';
import { pageRequest } from '@/lib/server/page-request';
import { runningLegato } from '@/lib/server/running.mjs';

export const metadata: Metadata = { title: 'Status' };

export default async function StatusPage() {
  const answer = await runningLegato().firstCheck(await pageRequest(paths.status()));
  return (
    <div className="px-4 pt-5 pb-6 sm:px-6">
      <h1 className="mb-4 text-page">Status</h1>
      <HydrationBoundary
        state={firstData(authenticationQuery.queryKey, paths.api.authenticate(), answer)}
      >
        <PbxCheck />
      </HydrationBoundary>
    </div>
  );
}
