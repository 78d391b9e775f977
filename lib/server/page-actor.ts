import 'server-only';
import { headers } from 'next/headers';
import { cache } from 'react';
import type { Actor } from '@/lib/access/actor';
import { runningLegato } from './running.mjs';

/**
 * Who asks for the page that is being rendered, found as for the API; once per request.
 *
 * @throws LegatoError `forbidden` or `signed-out`.
 */
export const pageActor = cache(async (): Promise<Actor> => {
  const sent = await headers();
  return runningLegato().services.access.identify({ header: (name) => sent.get(name) });
});
