import type { NextApiRequest, NextApiResponse } from 'next';
import { runningLegato } from '@/lib/server/running.mjs';

/** Rows are sent as they come, past what Next would gather (docs/decisions/0030). */
export default async function handler(request: NextApiRequest, response: NextApiResponse) {
  await runningLegato().answerIncoming(request, response);
}

export const config = { api: { bodyParser: false, responseLimit: false, externalResolver: true } };
