import { LegatoError } from '@/lib/errors';

/**
 * Refuses what a page of another site makes a browser send: a browser says in `Origin` and `Sec-Fetch-Site`
 * whose page it was. A script says neither, and brings no cookie that it was not given.
 *
 * @throws LegatoError `forbidden`.
 */
export function requireSameOrigin(method: string, header: (name: string) => string | null): void {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return;
  const site = header('sec-fetch-site');
  // `none` is a person's own doing, which posts nothing.
  if (site !== null && site !== 'same-origin') refuse();
  const origin = header('origin');
  if (origin !== null && hostOf(origin) !== header('host')?.toLowerCase()) refuse();
}

/** With its port, as `Host` has it; null for `null`, which is no page's address. */
function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}

function refuse(): never {
  throw new LegatoError(
    'forbidden',
    'This was sent by a page of another site. Open Legato itself.',
  );
}
