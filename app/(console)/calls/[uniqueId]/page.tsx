import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { preload } from 'react-dom';
import { CallPage } from '@/components/call/call-page';
import { firstData } from '@/lib/api/first-data';
import { callQuery, heardQuery } from '@/lib/api/queries';
import { parseUniqueId } from '@/lib/contract/parse-request';
import { decodePathValue } from '@/lib/contract/url-paths';
import { visibleText } from '@/lib/contract/visible-text';
import { paths } from '@/lib/paths';
import { pageRequest } from '@/lib/server/page-request';
import { runningLegato } from '@/lib/server/running.mjs';

interface CallRouteProps {
  params: Promise<{ uniqueId: string }>;
}

export async function generateMetadata({ params }: CallRouteProps): Promise<Metadata> {
  const uniqueId = readUniqueId((await params).uniqueId);
  return { title: uniqueId ? `Call ${visibleText(uniqueId)}` : 'Call not found' };
}

/** One call, with what the PBX says of it if it says so quickly. */
export default async function CallRoute({ params }: CallRouteProps) {
  const uniqueId = readUniqueId((await params).uniqueId);
  if (uniqueId === null) notFound();
  const page = await pageRequest(paths.call(uniqueId));
  // Waves that are kept are drawn with the strip, not after the scripts.
  if (runningLegato().waves !== 'never') {
    preload(paths.api.keptSounds(uniqueId), { as: 'fetch', crossOrigin: 'anonymous' });
  }
  const answer = await runningLegato().firstCall(uniqueId, page);
  // What the browser asks itself then starts with the HTML, not after the scripts.
  if (answer.status === 'left-to-the-browser') {
    preload(paths.api.call(uniqueId), { as: 'fetch', crossOrigin: 'anonymous' });
  } else if (answer.status === 'answered') {
    preload(paths.api.keptSounds(uniqueId), { as: 'fetch', crossOrigin: 'anonymous' });
  }
  const call = firstData(callQuery(uniqueId).queryKey, paths.api.call(uniqueId), answer);
  // What one has heard takes room on the strip: it is asked for once the legs of the call are known.
  const heard =
    answer.status === 'answered' ? await runningLegato().firstHeard(uniqueId, page) : null;
  return (
    <HydrationBoundary state={call}>
      <HydrationBoundary
        state={
          heard?.status === 'answered'
            ? firstData(heardQuery(uniqueId).queryKey, paths.api.heard(uniqueId), heard)
            : null
        }
      >
        <CallPage uniqueId={uniqueId} />
      </HydrationBoundary>
    </HydrationBoundary>
  );
}

/** The id in the path, decoded; null where it cannot be one. */
function readUniqueId(segment: string): string | null {
  try {
    const parsed = parseUniqueId(decodePathValue(segment));
    return parsed.ok ? parsed.value : null;
  } catch {
    return null;
  }
}
