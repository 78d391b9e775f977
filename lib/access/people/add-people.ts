import { randomUUID } from 'node:crypto';
import type { Database } from '@/lib/database/database';
import { isLegatoError } from '@/lib/errors';
import { type PersonChange, refuse } from './change-directory';
import { NewPerson, parse } from './change-people';
import { Days } from './change-teams';
import type { DaySpan, Directory, Person, Team } from './directory';
import { foldName } from './fold-name';
import { NO_EMAIL } from './load-directory';
import { noojeeUsernamesTable, peopleTable, teamMembersTable } from './people-tables';

/** One line of a list of people, as it was read: nothing of it is proven. */
export interface ListedPerson {
  line: number;
  person: NewPerson;
  /** Null for none. */
  team: string | null;
  days: DaySpan;
}

/** A person who can be added, with the team that he joins. */
export interface ReadyPerson {
  person: Person;
  team: Team | null;
  days: DaySpan;
}

export interface JudgedList {
  ready: ReadyPerson[];
  mistakes: { line: number; sentence: string }[];
}

const ROWS_AT_ONCE = 200;

/** Says of each line whether it can be added, after those before it: nothing is written. */
export function judgeListedPeople(
  directory: Directory,
  listed: readonly ListedPerson[],
): JudgedList {
  const names = new Map<string, string>();
  for (const { username, email, name } of directory.people) {
    for (const taken of [username, email]) if (taken) names.set(foldName(taken), name);
  }
  const owners = new Map<string, string>();
  for (const { noojeeUsernames, name } of directory.people) {
    for (const owner of noojeeUsernames) owners.set(foldName(owner), name);
  }
  const judged: JudgedList = { ready: [], mistakes: [] };
  for (const { line, person, team, days } of listed) {
    try {
      const given = parse(NewPerson, person);
      for (const taken of [given.username, given.email]) {
        const other = taken && names.get(foldName(taken));
        if (other) refuse(`${other} has ${taken} already.`);
      }
      for (const owner of given.noojeeUsernames) {
        const other = owners.get(foldName(owner));
        if (other) refuse(`Legs of ${owner} are ${other}'s.`);
      }
      const found = team === null ? null : directory.team(team);
      if (found === undefined) refuse(`There is no team called ${team}.`);
      judged.ready.push({
        person: { ...given, id: randomUUID(), isActive: true },
        team: found ?? null,
        days: found ? parse(Days, days) : days,
      });
      for (const taken of [given.username, given.email]) {
        if (taken) names.set(foldName(taken), `${given.name} in an earlier line`);
      }
      for (const owner of given.noojeeUsernames) {
        owners.set(foldName(owner), `${given.name} in an earlier line`);
      }
    } catch (error) {
      if (!isLegatoError(error)) throw error;
      judged.mistakes.push({ line, sentence: error.message });
    }
  }
  return judged;
}

/** Writes people who were judged under the lock of the directory, in that transaction. */
export async function writeListedPeople(
  transaction: Database,
  ready: readonly ReadyPerson[],
): Promise<PersonChange[]> {
  for (let from = 0; from < ready.length; from += ROWS_AT_ONCE) {
    const some = ready.slice(from, from + ROWS_AT_ONCE);
    await transaction.insert(peopleTable).values(
      some.map(({ person: { id, name, username, role, email } }) => ({
        ...{ id, name, username, role, displayUsername: username },
        email: email ?? `${id}${NO_EMAIL}`,
      })),
    );
  }
  const owned = ready.flatMap(({ person: { id, noojeeUsernames } }) =>
    noojeeUsernames.map((username) => ({ username, folded: foldName(username), personId: id })),
  );
  for (let from = 0; from < owned.length; from += ROWS_AT_ONCE) {
    await transaction.insert(noojeeUsernamesTable).values(owned.slice(from, from + ROWS_AT_ONCE));
  }
  const members = ready.flatMap(({ person, team, days }) =>
    team ? [{ id: randomUUID(), teamId: team.id, personId: person.id, ...days }] : [],
  );
  for (let from = 0; from < members.length; from += ROWS_AT_ONCE) {
    await transaction.insert(teamMembersTable).values(members.slice(from, from + ROWS_AT_ONCE));
  }
  return ready.map(({ person }) => ({ before: null, after: person }));
}
