import { LegatoError } from '@/lib/errors';

/** What a page of another site may put on its screen without leaving it, and no `frame-ancestors` asks about. */
const PLUGINS = ['object', 'embed'];

/**
 * Refuses what a page of another site makes a browser load: scripts, images, sound, fetches (W3C Fetch Metadata Request
 * Headers). Links and frames are navigations and go on: which pages may frame Legato says `frame-ancestors`. A page of
 * the same site at another host is another site too: a browser sends it our cookies, and others may run it.
 * Whoever sends no such header is no browser, or an old one, which the other walls hold off.
 *
 * @throws LegatoError `forbidden`.
 */
export function requireOwnSite(method: string, header: (name: string) => string | null): void {
  const site = header('sec-fetch-site');
  if (site === null || site === 'same-origin' || site === 'none') return;
  if (method !== 'GET' && method !== 'HEAD') {
    // What changes something is judged by require-same-origin.ts, what is none of our methods by whoever refuses that.
    return;
  }
  const isNavigation = header('sec-fetch-mode') === 'navigate';
  if (isNavigation && !PLUGINS.includes(header('sec-fetch-dest') ?? '')) return;
  throw new LegatoError(
    'forbidden',
    'A page of another site asked for this. Open Legato itself, or link to it.',
  );
}
