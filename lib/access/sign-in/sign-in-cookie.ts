import type { SignInRequest } from './sign-in-request';

/** `__Host-`: set over https by this host alone, for all of its paths (RFC 6265bis, 4.1.3.2). */
export const SESSION_COOKIE = '__Host-legato';
/**
 * Without https a browser takes no such cookie, and Legato answers plain http on loopback: there it bears this
 * name. Chromium and Firefox would take the other, WebKit does not (docs/decisions/0111).
 */
const PLAIN_COOKIE = 'legato';

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

const isPlain = ({ header, isSecure }: Pick<SignInRequest, 'header' | 'isSecure'>): boolean =>
  !isSecure && LOOPBACK_HOST.test(header('host') ?? '');

/**
 * The cookies as better-auth names them; those of the other scheme are left out. `waiting` are those of a
 * sign-in that is not done: better-auth takes a code for another thing where there is a session beside it.
 */
export function cookieHeaderOf(
  request: Pick<SignInRequest, 'header' | 'isSecure'>,
  which: 'session' | 'waiting',
): string {
  const plain = isPlain(request);
  const own = plain ? PLAIN_COOKIE : SESSION_COOKIE;
  const kept: string[] = [];
  for (const pair of (request.header('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    const isWanted = which === 'session' ? name === own : name.startsWith(`${own}.`);
    if (at < 1 || !isWanted) continue;
    kept.push(`${SESSION_COOKIE}${name.slice(own.length)}=${pair.slice(at + 1).trim()}`);
  }
  return kept.join('; ');
}

/** The token of the session; null where there is none. */
export function sessionTokenOf(request: Pick<SignInRequest, 'header' | 'isSecure'>): string | null {
  const header = request.header('cookie');
  if (!header) return null;
  const name = isPlain(request) ? PLAIN_COOKIE : SESSION_COOKIE;
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at).trim() !== name) continue;
    // What follows the dot is better-auth's signature, which says nothing that the database does not.
    const [token] = pair
      .slice(at + 1)
      .trim()
      .split('.', 1);
    return token || null;
  }
  return null;
}

/** The cookies of an answer, as the browser that asked takes them. */
export function setCookiesFor(
  request: Pick<SignInRequest, 'header' | 'isSecure'>,
  headers: Headers,
): string[] {
  const cookies = headers.getSetCookie();
  if (!isPlain(request)) return cookies;
  return cookies.map((cookie) =>
    cookie.replace(SESSION_COOKIE, PLAIN_COOKIE).replace(/;\s*secure(?=;|$)/i, ''),
  );
}

/** Takes the session's cookie away. */
export const forgottenCookie = (request: Pick<SignInRequest, 'header' | 'isSecure'>): string =>
  isPlain(request)
    ? `${PLAIN_COOKIE}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax`
    : `${SESSION_COOKIE}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure`;
