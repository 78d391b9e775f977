import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '@/lib/database/database';
import { changeDirectory, refuse, type TeamChange } from './change-directory';
import { parse, requirePerson } from './change-people';
import type { DaySpan, Directory, Team } from './directory';
import { foldName } from './fold-name';
import { teamMembersTable, teamSupervisorsTable, teamsTable } from './people-tables';

const TeamName = z
  .object({
    name: z
      .string()
      .trim()
      .min(1, 'must not be empty')
      .max(100, 'must have at most 100 characters')
      .regex(/^\P{C}*$/u, 'must hold no control characters'),
  })
  .transform(({ name }) => name);

export const Days = z
  .object({
    firstDay: z.iso.date('must be a day such as 2025-11-01'),
    lastDay: z.iso.date('must be a day such as 2025-11-30').nullable(),
  })
  .refine(({ firstDay, lastDay }) => lastDay === null || firstDay <= lastDay, {
    path: ['lastDay'],
    error: 'must not be before the first',
  });

/** @throws LegatoError `invalid-request`. */
export async function addTeam(
  db: Database,
  name: string,
  supervisors: readonly string[],
): Promise<TeamChange> {
  const given = parse(TeamName, { name });
  const id = randomUUID();
  return changeDirectory(
    db,
    (directory) => directory.team(given),
    async (transaction, directory) => {
      if (directory.team(given)) refuse(`There is a team called ${given}.`);
      await transaction.insert(teamsTable).values({ id, name: given, folded: foldName(given) });
      await writeSupervisors(transaction, directory, id, supervisors);
    },
  );
}

/** Another name, or other supervisors. @throws LegatoError `invalid-request`. */
export async function changeTeam(
  db: Database,
  team: string,
  patch: { name?: string; supervisors?: readonly string[] },
): Promise<TeamChange> {
  const name = patch.name === undefined ? undefined : parse(TeamName, { name: patch.name });
  return changeOne(db, team, async (transaction, directory, { id }) => {
    if (name !== undefined) {
      const other = directory.team(name);
      if (other && other.id !== id) refuse(`There is a team called ${name}.`);
      await transaction
        .update(teamsTable)
        .set({ name, folded: foldName(name) })
        .where(eq(teamsTable.id, id));
    }
    if (patch.supervisors) {
      await transaction.delete(teamSupervisorsTable).where(eq(teamSupervisorsTable.teamId, id));
      await writeSupervisors(transaction, directory, id, patch.supervisors);
    }
  });
}

/**
 * Makes somebody a member for some days, both included; no last day is until further notice.
 *
 * @throws LegatoError `invalid-request`, also where the days touch those of a membership that there is.
 */
export async function joinTeam(
  db: Database,
  team: string,
  username: string,
  days: DaySpan,
): Promise<TeamChange> {
  const span = parse(Days, days);
  return changeOne(db, team, async (transaction, directory, { id, members, name }) => {
    const person = requirePerson(directory, username);
    const other = members.find((member) => member.personId === person.id && overlaps(member, span));
    if (other) {
      refuse(
        `${person.name} is in ${name} from ${other.firstDay} ${other.lastDay ? `to ${other.lastDay}` : 'on'} already.`,
      );
    }
    await transaction
      .insert(teamMembersTable)
      .values({ id: randomUUID(), teamId: id, personId: person.id, ...span });
  });
}

/** Other days of a membership. @throws LegatoError `invalid-request`. */
export async function changeMembership(
  db: Database,
  team: string,
  membershipId: string,
  days: DaySpan,
): Promise<TeamChange> {
  const span = parse(Days, days);
  return changeOne(db, team, async (transaction, _, { id, members, name }) => {
    const member = members.find((one) => one.id === membershipId);
    if (!member) return refuse(`${name} has no such membership.`);
    const other = members.find(
      (one) => one.id !== member.id && one.personId === member.personId && overlaps(one, span),
    );
    if (other) refuse(`The days touch those of another membership, from ${other.firstDay} on.`);
    await transaction
      .update(teamMembersTable)
      .set(span)
      .where(and(eq(teamMembersTable.id, membershipId), eq(teamMembersTable.teamId, id)));
  });
}

/** Takes a membership back, as if it had never been. @throws LegatoError `invalid-request`. */
export function removeMembership(
  db: Database,
  team: string,
  membershipId: string,
): Promise<TeamChange> {
  return changeOne(db, team, async (transaction, _, { id, members, name }) => {
    if (!members.some((one) => one.id === membershipId)) refuse(`${name} has no such membership.`);
    await transaction
      .delete(teamMembersTable)
      .where(and(eq(teamMembersTable.id, membershipId), eq(teamMembersTable.teamId, id)));
  });
}

/** Found by its name before, and by its id after, because the name may be what changes. */
function changeOne(
  db: Database,
  team: string,
  change: (transaction: Database, directory: Directory, found: Team) => Promise<void>,
): Promise<TeamChange> {
  let id: string | null = null;
  return changeDirectory(
    db,
    (directory) =>
      id === null ? directory.team(team) : directory.teams.find((one) => one.id === id),
    async (transaction, directory) => {
      const found = directory.team(team) ?? refuse(`There is no team called ${team}.`);
      id = found.id;
      await change(transaction, directory, found);
    },
  );
}

async function writeSupervisors(
  transaction: Database,
  directory: Directory,
  teamId: string,
  supervisors: readonly string[],
): Promise<void> {
  const people = supervisors.map((username) => requirePerson(directory, username));
  for (const { name, role } of people) {
    if (role === 'agent') refuse(`${name} is an agent: a team is supervised by a supervisor.`);
  }
  const ids = [...new Set(people.map(({ id }) => id))];
  if (ids.length === 0) return;
  await transaction
    .insert(teamSupervisorsTable)
    .values(ids.map((personId) => ({ teamId, personId })));
}

const overlaps = (a: DaySpan, b: DaySpan): boolean =>
  (b.lastDay === null || a.firstDay <= b.lastDay) &&
  (a.lastDay === null || b.firstDay <= a.lastDay);
