import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { preload } from 'react-dom';
import { CallPage } from '@/components/call/call-page';
import { parseUniqueId } from '@/lib/contract/parse-request';
import { paths } from '@/lib/paths';

interface CallRouteProps {
  params: Promise<{ uniqueId: string }>;
}

export async function generateMetadata({ params }: CallRouteProps): Promise<Metadata> {
  const uniqueId = readUniqueId((await params).uniqueId);
  return { title: uniqueId ? `Call ${uniqueId}` : 'Call not found' };
}

/** One call. The browser asks the API for it, starting as soon as it reads the HTML. */
export default async function CallRoute({ params }: CallRouteProps) {
  const uniqueId = readUniqueId((await params).uniqueId);
  if (uniqueId === null) notFound();
  preload(paths.api.call(uniqueId), { as: 'fetch', crossOrigin: 'anonymous' });
  return <CallPage uniqueId={uniqueId} />;
}

/** The id in the path, decoded; null where it cannot be one. */
function readUniqueId(segment: string): string | null {
  try {
    const parsed = parseUniqueId(decodeURIComponent(segment));
    return parsed.ok ? parsed.value : null;
  } catch {
    return null;
  }
}
