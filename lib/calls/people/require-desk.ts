import type { Desk } from '@/lib/access/open-desk';
import type { Person, Team } from '@/lib/access/people/directory';
import { LegatoError } from '@/lib/errors';
import type { Services } from '../services';

/** @throws LegatoError `not-found` where this Legato has no people. */
export function requireDesk({ access }: Pick<Services, 'access'>): Desk {
  if (access.desk) return access.desk;
  throw new LegatoError('not-found', 'This Legato has no people and teams.');
}

/** @throws LegatoError `not-found`. */
export function requirePersonById(desk: Desk, id: string): Person {
  const person = desk.directory().person(id);
  if (person) return person;
  throw new LegatoError('not-found', 'There is nobody with this id. Look at the list of people.');
}

/** @throws LegatoError `not-found`. */
export function requireTeamById(desk: Desk, id: string): Team {
  const team = desk.directory().teams.find((one) => one.id === id);
  if (team) return team;
  throw new LegatoError('not-found', 'There is no team with this id. Look at the list of teams.');
}

/** The day of the PBX's zone. */
export const todayOf = ({ rules, now }: Pick<Services, 'rules' | 'now'>): string =>
  rules.zonedIso(now()).slice(0, 10);
