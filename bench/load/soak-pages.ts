import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PeopleList } from '@/lib/contract/people';
import { TeamList } from '@/lib/contract/teams';
import { paths } from '@/lib/paths';
import { projectRoot } from '../../scripts/project-root.mjs';
import type { House } from '../servers/house';
import type { Visitor } from './visitor';

/** Pages of every route, in turn, and how many of each were answered. */
export interface PageVisits {
  /** Turns until every page was asked for once. */
  turns: number;
  visit(visitor: Visitor, turn: number): Promise<void>;
  /** How many of each route had an answer, and how many of those a 5xx or none to its end. */
  counts(): ReadonlyMap<string, { answered: number; failed: number }>;
}

const DAY_MS = 86_400_000;

/** @throws Error where the app has a page that the soak does not visit. */
export async function pageVisits(house: House): Promise<PageVisits> {
  const addresses = await addressesOf(house);
  for (const route of await routesOfApp()) {
    if (!addresses.has(route)) throw new Error(`The soak does not visit the page ${route}.`);
  }
  const routes = [...addresses];
  const counts = new Map(routes.map(([route]) => [route, { answered: 0, failed: 0 }]));
  return {
    turns: routes.length,
    async visit(visitor, turn) {
      const [route, pages] = routes[turn % routes.length] ?? ['', []];
      const path = pages[Math.floor(turn / routes.length) % pages.length] ?? '/';
      const ending = await visitor.ask(path);
      const count = counts.get(route);
      if (!count) return;
      count.answered += 1;
      if (typeof ending !== 'number' || ending >= 500) count.failed += 1;
    },
    counts: () => counts,
  };
}

/** Every route of a page, as the folders of `app` name it: `/calls/[uniqueId]`. */
async function routesOfApp(): Promise<string[]> {
  const names = await readdir(join(projectRoot, 'app'), { recursive: true });
  return names
    .filter((name) => /(^|\/)page\.tsx$/.test(name))
    .map((name) => `/${name.replace(/\([^)]*\)\/|\/?page\.tsx$/g, '')}`);
}

async function addressesOf(house: House): Promise<Map<string, string[]>> {
  const read = async (path: string): Promise<unknown> => (await house.ask(path)).json();
  const { people } = PeopleList.parse(await read(paths.api.people()));
  const { teams } = TeamList.parse(await read(paths.api.teams()));
  const tags = ['INV-20418', 'SIXTY-LEGS', 'ONE-LEG', 'NOTHING', 'FAULT-MARKUP'];
  const calls = (await Promise.all(tags.map((tag) => house.findCalls(tag)))).flat().slice(0, 8);
  const [call] = calls;
  if (!call) throw new Error('The simulated PBX has none of the calls that the soak opens.');
  const monday = new Date(Date.now() - ((new Date().getUTCDay() + 6) % 7) * DAY_MS);
  const week = (weeksAgo: number) =>
    paths.weekReview(new Date(+monday - weeksAgo * 7 * DAY_MS).toISOString().slice(0, 10));
  return new Map([
    ['/', [paths.home()]],
    ['/ of a tag', tags.map((tag) => paths.search({ tag }))],
    [
      '/calls/[uniqueId]',
      [...calls.map(({ uniqueId }) => paths.call(uniqueId)), paths.call('1-no-such-call.1')],
    ],
    ['/listening', [paths.listening()]],
    ['/listening/weeks/[day]', [week(0), week(1)]],
    ['/status', [paths.status()]],
    ['/account', [paths.account()]],
    ['/people', [paths.people()]],
    ['/people/[personId]', people.map(({ id }) => paths.person(id))],
    ['/tokens', [paths.tokens()]],
    ['/teams', [paths.teams()]],
    ['/teams/[teamId]', [...teams.map(({ id }) => paths.team(id)), paths.team('no-such-team')]],
    ['/rights', [paths.rights(call.uniqueId)]],
    ['/sign-in', [paths.signIn()]],
    ['/sign-in/set-up', ['/sign-in/set-up']],
    ['/sign-in/second-factor', [paths.secondFactor('/')]],
    ['/[...missing]', ['/no-such-page', '/no/such/page']],
  ]);
}
