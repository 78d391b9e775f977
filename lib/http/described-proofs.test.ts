import { expect, it } from 'vitest';
import { NOBODY } from '@/lib/access/actor';
import { may } from '@/lib/access/rights';
import { SESSION_COOKIE } from '@/lib/access/sign-in/sign-in-cookie';
import { openApiDocument } from '@/lib/contract/openapi';
import { proofsOf, ROUTES, type RouteContract, type RouteName } from '@/lib/contract/routes';
import { ROUTE_TABLE } from './route-table';

const routes: [RouteName, RouteContract][] = [];
for (const name in ROUTES) {
  if (isRouteName(name)) routes.push([name, ROUTES[name]]);
}
function isRouteName(name: string): name is RouteName {
  return name in ROUTES;
}

it.each(routes)('%s is described as open to nobody unless it is', (name, contract) => {
  const isOpen = may(NOBODY, ROUTE_TABLE[name].right);
  // Signing in is a right of nobody; what is one's own account asks for the session by itself.
  if (!isOpen || contract.path.startsWith('/api/account')) {
    expect(proofsOf(contract)).toContain('session');
  } else {
    expect(proofsOf(contract)).toEqual([]);
  }
});

it('a token is described where it is taken: to read, and not for the account', () => {
  const taken = routes.filter(([, contract]) => proofsOf(contract).includes('token'));
  expect(taken.map(([name]) => name)).not.toContain('getAccount');
  for (const [, { method }] of taken) expect(method).toBe('GET');
});

it('the cookie of a session is described by its name', () => {
  const { components } = JSON.parse(JSON.stringify(openApiDocument('1.2.3')));
  expect(components.securitySchemes.session.name).toBe(SESSION_COOKIE);
});
