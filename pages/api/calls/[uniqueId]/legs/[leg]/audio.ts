import type { NextApiRequest, NextApiResponse } from 'next';
import type { ServerParts } from '@/lib/server/start';

/**
 * Bytes are served from `pages/api`: an app route loses `Content-Length` (docs/decisions/0030). The
 * handler is the one that instrumentation.ts left, as `server-only` modules load in `app` alone.
 */
export default async function handler(request: NextApiRequest, response: NextApiResponse) {
  const parts: ServerParts | undefined = globalThis.legatoServerParts;
  if (!parts) throw new Error('instrumentation.ts did not run.');
  await parts.answerBytes(request, response);
}

export const config = { api: { bodyParser: false, responseLimit: false, externalResolver: true } };
