import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Actor, requireActor } from '@/lib/access/actor';
import { parseUniqueId } from '@/lib/contract/parse-request';
import { LegatoError } from '@/lib/errors';
import { getRuntime, type Runtime } from '@/lib/server/runtime';
import { answerAudio } from './answer-audio';
import { answerCallDownload } from './answer-call-download';
import { orRefuse, writeProblem } from './respond';

/** One request for bytes, read as far as all of them are alike. */
export interface BytesRequest {
  request: IncomingMessage;
  response: ServerResponse;
  runtime: Runtime;
  actor: Actor;
  uniqueId: string;
  /** What else the path names, undecoded. */
  path: Record<string, string>;
  query: URLSearchParams;
  /** Aborted when the listener has left. */
  departure: AbortSignal;
}

/** Called for GET and HEAD. What it throws before anything is sent is answered as a problem. */
type Answer = (asked: BytesRequest) => Promise<void>;

const ROUTES: [path: RegExp, answer: Answer][] = [
  [/^\/api\/calls\/(?<uniqueId>[^/]+)\/legs\/(?<leg>[^/]+)\/audio$/, answerAudio],
  [/^\/api\/calls\/(?<uniqueId>[^/]+)\/download$/, answerCallDownload],
];

/**
 * Answers requests for long bodies on a plain Node response, past Next's router (docs/decisions/0030).
 *
 * @returns null when the request is none of those; else what resolves when the answer has ended or the
 *   listener has left, and never rejects.
 */
export function answerBytes(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> | null {
  const [pathname = '', search = ''] = (request.url ?? '').split('?', 2);
  for (const [pattern, answer] of ROUTES) {
    const match = pattern.exec(pathname);
    if (match) return answerWith(answer, request, response, { pathname, search, ...match.groups });
  }
  return null;
}

async function answerWith(
  answer: Answer,
  request: IncomingMessage,
  response: ServerResponse,
  { pathname = '', search = '', uniqueId = '', ...path }: Record<string, string>,
): Promise<void> {
  const leaving = new AbortController();
  const depart = () => leaving.abort();
  response.once('close', depart);
  try {
    const actor = requireActor(request.headers.host);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      throw new LegatoError('method-not-allowed', 'A recording can be read only: GET or HEAD.');
    }
    await answer({
      request,
      response,
      runtime: getRuntime(),
      actor,
      uniqueId: orRefuse(parseUniqueId(decoded(uniqueId))),
      path,
      query: new URLSearchParams(search),
      departure: leaving.signal,
    });
  } catch (error) {
    if (response.destroyed) return;
    if (response.headersSent) response.destroy();
    else writeProblem(response, error, pathname);
  } finally {
    response.off('close', depart);
  }
}

function decoded(uniqueId: string): string {
  try {
    return decodeURIComponent(uniqueId);
  } catch (cause) {
    throw new LegatoError('invalid-request', 'The unique id is not percent-encoded UTF-8.', {
      cause,
    });
  }
}
