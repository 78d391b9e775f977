import { CLIENT_SCHEME_HEADER } from '@/lib/access/sign-in/sign-in-request';
import { LegatoError } from '@/lib/errors';

/**
 * Refuses what a page of another site makes a browser send: a browser says in `Origin` and `Sec-Fetch-Site`
 * whose page it was. A script says neither, and brings no cookie that it was not given. Where the browser came by
 * TLS, a page that came in the clear is another site's: anybody on the way may have written it.
 *
 * @throws LegatoError `forbidden`.
 */
export function requireSameOrigin(method: string, header: (name: string) => string | null): void {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return;
  const site = header('sec-fetch-site');
  // `none` is a person's own doing, which posts nothing.
  if (site !== null && site !== 'same-origin') refuse();
  const origin = header('origin');
  if (origin !== null && !isOwn(origin, header)) refuse();
}

/** The host with its port, as `Host` has it. `null` is no page's address. */
function isOwn(origin: string, header: (name: string) => string | null): boolean {
  try {
    const { host, protocol } = new URL(origin);
    const isSecure = header(CLIENT_SCHEME_HEADER) === 'https';
    return host === header('host')?.toLowerCase() && (!isSecure || protocol === 'https:');
  } catch {
    return false;
  }
}

function refuse(): never {
  throw new LegatoError(
    'forbidden',
    'This was sent by a page of another site. Open Legato itself.',
  );
}
