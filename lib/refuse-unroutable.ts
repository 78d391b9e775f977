import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LegatoError } from '@/lib/errors';
import { writeProblem } from '@/lib/respond';

/** What a route handler of Next can be written for. */
const ROUTED_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Answers, with a problem, a request that would reach no route handler: Next has a page of its own for
 * a method that it does not know and for a path of the API that is not percent-encoded UTF-8.
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
  if (!/^\/api(?:\/|$)/.test(pathname) || isDecodable(pathname)) return false;
  writeProblem(response, undecodable(), pathname);
  return true;
}

function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

const unknownMethod = () =>
  new LegatoError('method-not-allowed', 'Legato does not know this method: use GET, HEAD or POST.');

const undecodable = () =>
  new LegatoError('invalid-request', 'The address is not percent-encoded UTF-8: check the link.');
