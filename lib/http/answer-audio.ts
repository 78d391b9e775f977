import 'server-only';
import { openRecording } from '@/lib/calls/open-recording';
import { parseAudioQuery, parseLegNumber } from '@/lib/contract/parse-request';
import type { BytesRequest } from './answer-bytes';
import { orRefuse } from './respond';
import { serveRecording } from './serve-recording';

/** Answers `GET` or `HEAD /api/calls/{uniqueId}/legs/{leg}/audio`. */
export async function answerAudio(asked: BytesRequest): Promise<void> {
  const { request, response, runtime, actor, uniqueId, departure } = asked;
  const leg = orRefuse(parseLegNumber(asked.path.leg ?? ''));
  const options = orRefuse(parseAudioQuery(asked.query));
  const { room, spool } = runtime;
  const opened = await openRecording(room, actor, uniqueId, leg, departure);
  await serveRecording(spool, opened, request, response, options);
}
