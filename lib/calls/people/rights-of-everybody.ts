import { isWithin } from '@/lib/access/people/directory';
import type { Services } from '../services';
import { hearingOf } from './hearing-of';
import { requireDesk } from './require-desk';

/** One reason for which somebody hears legs of a day. */
export interface RightsRow {
  as_of: string;
  person: string;
  signs_in_as: string;
  role: string;
  active: 'yes' | 'no';
  second_factor: 'yes' | 'no';
  last_seen: string;
  hears: string;
  noojee_usernames: string;
  because: string;
  team: string;
  first_day: string;
  last_day: string;
}

/** The columns of a file of them, in order. */
export const RIGHTS_COLUMNS = [
  'as_of',
  'person',
  'signs_in_as',
  'role',
  'active',
  'second_factor',
  'last_seen',
  'hears',
  'noojee_usernames',
  'because',
  'team',
  'first_day',
  'last_day',
] as const satisfies readonly (keyof RightsRow)[];

/**
 * What everybody hears of the legs of a day, a row for each reason, and one for who hears nothing. People and their
 * roles are those of now, teams those of that day.
 *
 * @param day `yyyy-MM-dd` of the PBX's zone.
 */
export async function rightsOfEverybody(services: Services, day: string): Promise<RightsRow[]> {
  const desk = requireDesk(services);
  const facts = await desk.facts();
  const directory = desk.directory();
  const { sharesSystemLegs } = desk.rules;
  return directory.people
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
    .flatMap((person) => {
      const fact = facts.get(person.id);
      const row = (more: Partial<RightsRow>): RightsRow => ({
        as_of: day,
        person: person.name,
        signs_in_as: person.username,
        role: person.role,
        active: person.isActive ? 'yes' : 'no',
        second_factor: fact?.hasSecondFactor ? 'yes' : 'no',
        last_seen: fact?.lastSeenMs ? services.rules.zonedIso(fact.lastSeenMs) : '',
        hears: '',
        noojee_usernames: '',
        because: '',
        team: '',
        first_day: '',
        last_day: '',
        ...more,
      });
      const hearing = hearingOf(directory, person, day, sharesSystemLegs);
      if (hearing.reach === 'everything') {
        return [row({ hears: 'all legs', because: 'recording manager' })];
      }
      if (hearing.reach === 'nothing') {
        return [row({ hears: 'nothing', because: person.isActive ? 'no legs' : 'switched off' })];
      }
      const own = hearing.own.length
        ? [row({ hears: 'own legs', noojee_usernames: hearing.own.join('; '), because: 'own' })]
        : [];
      const supervised = hearing.teams.flatMap(({ team, members }) =>
        members.flatMap((member) =>
          member.days
            .filter((span) => isWithin(day, span))
            .map(({ firstDay, lastDay }) =>
              row({
                hears: `legs of ${member.name}`,
                noojee_usernames: member.noojeeUsernames.join('; '),
                because: 'supervisor of the team',
                team: team.name,
                first_day: firstDay,
                last_day: lastDay ?? '',
              }),
            ),
        ),
      );
      const shared = sharesSystemLegs
        ? [row({ hears: 'legs of the system', because: 'in calls with a leg that they hear' })]
        : [];
      return [...own, ...supervised, ...shared];
    });
}
