import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LegatoError } from '@/lib/errors';
import { findByteRoute, type HttpContext, handleIncoming, incomingOf } from './handle';
import { logFailure, problemAnswer } from './problem-answer';
import { assignRequestId, type IsTrustedProxy } from './request-id';

/** Next's own handler of requests. */
export type NextHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What a route handler of Next can be written for. */
const ROUTED_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const NEVER = new AbortController().signal;

/**
 * What server.js does with each request: bytes are answered here, past Next's router; what would reach no
 * route handler, and pages asked for under a foreign name, are refused with a problem; all else is Next's.
 * Whatever happens to one request, the process goes on.
 */
export function createListener(
  context: HttpContext,
  isTrustedProxy: IsTrustedProxy,
  next: NextHandler,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const requestId = assignRequestId(request, isTrustedProxy);
    const address = request.url ?? '';
    const byteRoute = findByteRoute(address);
    if (byteRoute) {
      void handleIncoming(context, byteRoute, request, response);
      return;
    }
    pass(context, request, response, next).catch((error: unknown) => {
      const [pathname = ''] = address.split('?', 1);
      logFailure(context.log, error, { requestId, pathname });
      if (response.headersSent) return void response.destroy();
      const { status, headers, body } = problemAnswer(error, requestId);
      response.writeHead(status, { ...headers, 'X-Request-Id': requestId });
      response.end(request.method === 'HEAD' ? undefined : body);
    });
  };
}

async function pass(
  { services }: HttpContext,
  request: IncomingMessage,
  response: ServerResponse,
  next: NextHandler,
): Promise<void> {
  const [pathname = ''] = (request.url ?? '').split('?', 1);
  refuseUnroutable(request.method ?? '', pathname, response);
  // The API asks who it is itself; files of the build are the same for everybody.
  if (!/^\/(api|_next)(\/|$)/.test(pathname))
    await services.access.identify(incomingOf(request, NEVER));
  await next(request, response);
}

/**
 * Refuses what would reach no route handler: Next has a page of its own for a method that it does not
 * know, for a path of the API that is not percent-encoded UTF-8, and for what is no path at all.
 */
function refuseUnroutable(method: string, pathname: string, response: ServerResponse): void {
  if (!ROUTED_METHODS.has(method)) {
    response.setHeader('Allow', 'GET, HEAD, POST');
    throw new LegatoError(
      'method-not-allowed',
      'Legato does not know this method: use GET, HEAD or POST.',
    );
  }
  if (!isPath(pathname)) {
    throw new LegatoError(
      'invalid-request',
      'The address is not a path in percent-encoded UTF-8: check the link.',
    );
  }
}

/** `*` and whole URLs are none. A page that cannot be decoded is answered by one of Next's. */
function isPath(pathname: string): boolean {
  try {
    if (/^\/api(?:\/|$)/.test(pathname)) decodeURIComponent(pathname);
    return pathname.startsWith('/');
  } catch {
    return false;
  }
}
