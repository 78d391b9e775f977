import { type Directory, isWithin, type Person } from '@/lib/access/people/directory';
import type { Hearing } from '@/lib/contract/people';

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'en');

/** What a person can hear of the legs of one day, and why. The same rules as in lib/access/hearable-legs.ts. */
export function hearingOf(
  directory: Directory,
  person: Person,
  day: string,
  sharesSystemLegs: boolean,
): Hearing {
  const own = [...person.noojeeUsernames];
  const supervised =
    person.role === 'supervisor'
      ? directory.teams.filter(({ supervisorIds }) => supervisorIds.includes(person.id))
      : [];
  const teams = supervised.toSorted(byName).map((team) => {
    const ids = [...new Set(team.members.map(({ personId }) => personId))];
    const members = ids.map((personId) => ({
      personId,
      name: directory.person(personId)?.name ?? 'Somebody',
      noojeeUsernames: [...(directory.person(personId)?.noojeeUsernames ?? [])],
      days: team.members
        .filter((member) => member.personId === personId)
        .map(({ firstDay, lastDay }) => ({ firstDay, lastDay })),
    }));
    return { team: { id: team.id, name: team.name }, members: members.toSorted(byName) };
  });
  const heardTeams = teams.filter(({ members }) => members.some((one) => isMember(one, day)));
  const agents = new Set(
    heardTeams.flatMap(({ members }) =>
      members.filter((one) => isMember(one, day)).map(({ personId }) => personId),
    ),
  );
  const reach = !person.isActive
    ? 'nothing'
    : person.role === 'recording-manager'
      ? 'everything'
      : own.length + agents.size > 0
        ? 'some'
        : 'nothing';
  const sentence = sentenceOf(person, reach, agents.size, heardTeams.length, sharesSystemLegs);
  return { day, reach, sentence, sharesSystemLegs, own, teams };
}

const isMember = (
  { days }: { days: Hearing['teams'][number]['members'][number]['days'] },
  day: string,
) => days.some((span) => isWithin(day, span));

function sentenceOf(
  { isActive, role, noojeeUsernames }: Person,
  reach: Hearing['reach'],
  agents: number,
  teams: number,
  sharesSystemLegs: boolean,
): string {
  if (!isActive) return 'Nothing: switched off.';
  if (reach === 'everything') return 'Everything, as a recording manager.';
  if (reach === 'nothing') {
    return role === 'supervisor'
      ? 'Nothing: no Noojee username, and nobody in a team of theirs on this day.'
      : 'Nothing: there is no Noojee username yet.';
  }
  const own = noojeeUsernames.length > 0 ? 'own legs' : null;
  const theirs =
    agents > 0
      ? `those of ${agents === 1 ? '1 agent' : `${agents} agents`} in ${teams === 1 ? '1 team' : `${teams} teams`}`
      : null;
  const list = [own, theirs].filter((part) => part !== null).join(' and ');
  const shared = sharesSystemLegs ? ' Also legs of the system in those calls.' : '';
  return `${list.charAt(0).toUpperCase()}${list.slice(1)}.${shared}`;
}
