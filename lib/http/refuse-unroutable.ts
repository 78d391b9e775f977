import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LegatoError } from '@/lib/errors';
import { writeProblem } from './respond';

/** What a route handler of Next can be written for. */
const ROUTED_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Answers, with a problem, a request that would reach no route handler: Next has a page of its own for
 * a method that it does not know, for a path of the API that is not percent-encoded UTF-8, and for what
 * is no path at all.
 *
 * @returns Whether it was one.
 */
export function refuseUnroutable(request: IncomingMessage, response: ServerResponse): boolean {
  const pathname = (request.url ?? '').split('?', 1)[0] ?? '';
  if (!ROUTED_METHODS.has(request.method ?? '')) {
    response.setHeader('Allow', 'GET, HEAD, POST');
    writeProblem(response, unknownMethod(), pathname);
    return true;
  }
  if (isPath(pathname)) return false;
  writeProblem(response, unreadable(), pathname);
  return true;
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

const unknownMethod = () =>
  new LegatoError('method-not-allowed', 'Legato does not know this method: use GET, HEAD or POST.');

const unreadable = () =>
  new LegatoError(
    'invalid-request',
    'The address is no path in percent-encoded UTF-8: check the link.',
  );
