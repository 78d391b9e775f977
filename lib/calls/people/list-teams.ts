import type { TeamList } from '@/lib/contract/teams';
import type { Services } from '../services';
import { requireDesk, todayOf } from './require-desk';

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'en');

/** All teams by name, with who is in them from when to when. */
export function listTeams(services: Services): TeamList {
  const directory = requireDesk(services).directory();
  return {
    teams: directory.teams.toSorted(byName).map(({ id, name, supervisorIds, members }) => ({
      id,
      name,
      supervisors: supervisorIds
        .flatMap((personId) => directory.person(personId) ?? [])
        .map((person) => ({ id: person.id, name: person.name, username: person.username }))
        .toSorted(byName),
      members: members
        .map((member) => {
          const person = directory.person(member.personId);
          return {
            ...member,
            name: person?.name ?? 'Somebody',
            noojeeUsernames: [...(person?.noojeeUsernames ?? [])],
            isActive: person?.isActive ?? false,
          };
        })
        .toSorted((a, b) => byName(a, b) || a.firstDay.localeCompare(b.firstDay)),
    })),
    people: directory.people
      .filter(({ isActive }) => isActive)
      .map(({ id, name, username, role, noojeeUsernames }) => ({
        ...{ id, name, username, role, noojeeUsernames: [...noojeeUsernames] },
      }))
      .toSorted(byName),
    today: todayOf(services),
  };
}
