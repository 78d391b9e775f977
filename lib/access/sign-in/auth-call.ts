import 'server-only';
import { isAPIError } from 'better-auth/api';
import { cookieHeaderOf } from './sign-in-cookie';
import { CLIENT_ADDRESS_HEADER, type SignInRequest } from './sign-in-request';

/** What better-auth sees of a request: what it needs, in its own names, and the address that Legato found. */
export function authHeaders(request: SignInRequest, which: 'session' | 'waiting'): Headers {
  const headers = new Headers({ [CLIENT_ADDRESS_HEADER]: request.address });
  const cookie = cookieHeaderOf(request, which);
  if (cookie) headers.set('cookie', cookie);
  const userAgent = request.header('user-agent');
  // A header is Latin-1, and as long as a client likes.
  if (userAgent) headers.set('user-agent', userAgent.slice(0, 256));
  return headers;
}

/** The code of a refusal by better-auth; null for any other error. */
export function authRefusal(error: unknown): string | null {
  if (!isAPIError(error)) return null;
  const code: unknown = error.body?.code;
  return typeof code === 'string' ? code : String(error.status);
}
