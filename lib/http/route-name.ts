import { ROUTES, type RouteName } from '@/lib/contract/routes';
import { patternOf } from '@/lib/contract/url-paths';
import { pathnameOf } from './route-line';

/** A route of the API by its name; else what kind of address it is. A closed list, whatever is asked for. */
export type RequestKind = RouteName | 'page' | 'build-file' | 'unknown';

const NAMED: { name: RouteName; pattern: RegExp }[] = [];
for (const name in ROUTES) {
  if (isRouteName(name)) NAMED.push({ name, pattern: patternOf(ROUTES[name].path) });
}
function isRouteName(name: string): name is RouteName {
  return Object.hasOwn(ROUTES, name);
}

/** What an address is counted as. */
export function kindOfRequest(address: string): RequestKind {
  const pathname = pathnameOf(address);
  const found = NAMED.find(({ pattern }) => pattern.test(pathname));
  if (found) return found.name;
  if (pathname.startsWith('/_next/')) return 'build-file';
  return /^\/api(\/|$)/.test(pathname) ? 'unknown' : 'page';
}
