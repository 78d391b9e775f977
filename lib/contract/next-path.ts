/**
 * Where to go on to after signing in: a page of Legato with what stands in its address, the moment included;
 * the start page for anything else. A link that leads through the sign-in elsewhere is what a thief sends.
 */
export function nextPath(wanted: string | null | undefined): string {
  // Browsers take a backslash for a slash, and leave out tabs and line ends wherever they are.
  if (!wanted?.startsWith('/') || /^\/[/\\]|[\\\p{Cc}]/u.test(wanted)) return '/';
  const base = 'http://legato.invalid';
  const url = parse(wanted, base);
  if (!url || url.origin !== base) return '/';
  if (/^\/(api|sign-in|_next)(\/|$)/.test(url.pathname)) return '/';
  // The router's own mark, which belongs to a request and not to a page.
  url.searchParams.delete('_rsc');
  return url.pathname.startsWith('//') ? '/' : url.pathname + url.search + url.hash;
}

function parse(text: string, base: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
