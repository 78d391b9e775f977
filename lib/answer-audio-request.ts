import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { requireActor } from '@/lib/access/actor';
import { serveRecording } from '@/lib/audio/serve-recording';
import { openRecording } from '@/lib/calls/open-recording';
import { parseLegNumber, parseUniqueId } from '@/lib/contract/parse-request';
import { LegatoError } from '@/lib/errors';
import { orRefuse, writeProblem } from '@/lib/respond';
import { getRuntime } from '@/lib/runtime';

const AUDIO_PATH = /^\/api\/calls\/([^/]+)\/legs\/([^/]+)\/audio$/;

/** Whether a request's URL is that of a leg's audio. */
export const isAudioUrl = (url: string) => AUDIO_PATH.test(url.split('?', 1)[0] ?? '');

/**
 * Answers `GET` or `HEAD /api/calls/{uniqueId}/legs/{leg}/audio` on a plain Node response. Resolves
 * when the answer has ended or the listener has left; never rejects.
 */
export async function answerAudioRequest(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [pathname = '', search = ''] = (request.url ?? '').split('?', 2);
  const departure = new AbortController();
  const depart = () => departure.abort();
  response.once('close', depart);
  try {
    const actor = requireActor(request.headers.host);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      throw new LegatoError('method-not-allowed', 'A recording can be read only: GET or HEAD.');
    }
    const { uniqueId, leg } = parseAudioPath(pathname);
    const { room, spool } = getRuntime();
    const opened = await openRecording(room, actor, uniqueId, leg, departure.signal);
    const isDownload = new URLSearchParams(search).has('download');
    await serveRecording(spool, opened, request, response, { isDownload });
  } catch (error) {
    if (response.destroyed) return;
    if (response.headersSent) response.destroy();
    else writeProblem(response, error, pathname);
  } finally {
    response.off('close', depart);
  }
}

function parseAudioPath(pathname: string): { uniqueId: string; leg: number } {
  const [, uniqueId = '', leg = ''] = AUDIO_PATH.exec(pathname) ?? [];
  try {
    return {
      uniqueId: orRefuse(parseUniqueId(decodeURIComponent(uniqueId))),
      leg: orRefuse(parseLegNumber(leg)),
    };
  } catch (cause) {
    if (cause instanceof URIError) {
      throw new LegatoError('invalid-request', 'The unique id is not percent-encoded UTF-8.', {
        cause,
      });
    }
    throw cause;
  }
}
