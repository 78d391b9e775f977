import type { NextApiRequest, NextApiResponse } from 'next';
import { runningLegato } from '@/lib/server/running.mjs';

/** Bytes are served from `pages/api`: an app route loses `Content-Length` (docs/decisions/0030). */
export default async function handler(request: NextApiRequest, response: NextApiResponse) {
  await runningLegato().answerIncoming(request, response);
}

export const config = { api: { bodyParser: false, responseLimit: false, externalResolver: true } };
