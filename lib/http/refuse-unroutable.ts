import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js';
import { LegatoError } from '@/lib/errors';

const IN_API = /^\/api(?:\/|$)/;
const API_METHODS = {
  allowed: ['GET', 'HEAD', 'POST'],
  /** What a route handler of Next can be written for. */
  understood: new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']),
};
const PAGE_METHODS = { allowed: ['GET', 'HEAD'], understood: new Set(['GET', 'HEAD']) };

/**
 * Refuses what would reach no route handler and no page: Next has a page of its own for a method that it does not
 * know and for a path that is not percent-encoded UTF-8 or none at all, renders a page whatever the method, reads a
 * body for server actions, of which Legato has none, and fails within `/_next` on what only other projects have there.
 * Nor is what its router says of the open page checked before it is rendered with: that is an error 500.
 *
 * @throws LegatoError
 */
export function refuseUnroutable(
  { method = '', headers }: IncomingMessage,
  pathname: string,
  response: ServerResponse,
): void {
  const methods = IN_API.test(pathname) ? API_METHODS : PAGE_METHODS;
  if (!methods.understood.has(method)) {
    response.setHeader('Allow', methods.allowed.join(', '));
    throw new LegatoError('method-not-allowed', `Use ${methods.allowed.join(' or ')} here.`);
  }
  if (!isPath(pathname)) {
    throw new LegatoError(
      'invalid-request',
      'The address is not a path in percent-encoded UTF-8: check the link.',
    );
  }
  const routerState = headers['next-router-state-tree'];
  if (routerState !== undefined && !isRouterState(routerState)) {
    throw new LegatoError(
      'invalid-request',
      'What the browser says of the page that is open cannot be read: load it again.',
    );
  }
  if (/^\/_next(?!\/static\/)(\/|$)/.test(pathname)) {
    throw new LegatoError('not-found', 'There is nothing at this address: check the link.');
  }
}

/** `*` and whole URLs are none. */
function isPath(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return pathname.startsWith('/');
  } catch {
    return false;
  }
}

/** By Next's own check, so that what its router sends is never refused. */
function isRouterState(sent: string | string[]): boolean {
  try {
    return parseAndValidateFlightRouterState(sent) !== undefined;
  } catch {
    return false;
  }
}
