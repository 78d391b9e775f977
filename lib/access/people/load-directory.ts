import { asc } from 'drizzle-orm';
import type { Database } from '@/lib/database/database';
import { createDirectory, type Directory } from './directory';
import {
  noojeeUsernamesTable,
  peopleTable,
  teamMembersTable,
  teamSupervisorsTable,
  teamsTable,
} from './people-tables';

/** Ends the address that stands for none (RFC 2606): the library of the sign-in wants one of everybody. */
export const NO_EMAIL = '@people.invalid';

/** All people and teams, by name. Also within a transaction, with what it has changed. */
export async function loadDirectory(db: Database): Promise<Directory> {
  const people = await db.select().from(peopleTable).orderBy(asc(peopleTable.username));
  const usernames = await db
    .select()
    .from(noojeeUsernamesTable)
    .orderBy(asc(noojeeUsernamesTable.folded));
  const teams = await db.select().from(teamsTable).orderBy(asc(teamsTable.folded));
  const supervisors = await db.select().from(teamSupervisorsTable);
  const members = await db
    .select()
    .from(teamMembersTable)
    .orderBy(asc(teamMembersTable.firstDay), asc(teamMembersTable.id));
  return createDirectory(
    people.map(({ id, name, username, email, role, isActive }) => ({
      id,
      name,
      username,
      email: email.endsWith(NO_EMAIL) ? null : email,
      role,
      isActive,
      noojeeUsernames: usernames.filter((row) => row.personId === id).map((row) => row.username),
    })),
    teams.map(({ id, name }) => ({
      id,
      name,
      supervisorIds: supervisors.filter((row) => row.teamId === id).map((row) => row.personId),
      members: members
        .filter((row) => row.teamId === id)
        .map(({ id: memberId, personId, firstDay, lastDay }) => ({
          id: memberId,
          personId,
          firstDay,
          lastDay,
        })),
    })),
  );
}
