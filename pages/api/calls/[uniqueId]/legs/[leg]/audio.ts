import type { NextApiRequest, NextApiResponse } from 'next';
import { answerAudioRequest } from '@/lib/answer-audio-request';

/** Bytes are served from `pages/api`: an app route loses `Content-Length` (docs/decisions/0030). */
export default function handler(request: NextApiRequest, response: NextApiResponse) {
  return answerAudioRequest(request, response);
}

export const config = { api: { bodyParser: false, responseLimit: false, externalResolver: true } };
