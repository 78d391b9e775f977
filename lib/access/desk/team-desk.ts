import type { AuditedAct } from '../audit/audit-event';
import { refuse, type TeamChange } from '../people/change-directory';
import {
  addTeam,
  changeMembership,
  changeTeam,
  joinTeam,
  removeMembership,
} from '../people/change-teams';
import type { DaySpan, Team } from '../people/directory';
import { auditedChange, type DeskOptions, type DoneBy } from './audited-change';

/** Where teams are made, and who is in them from when to when. Each change is a row of the audit. */
export interface TeamDesk {
  /** @param supervisors User names. @throws LegatoError `invalid-request`. */
  add(by: DoneBy, name: string, supervisors: readonly string[]): Promise<Team>;
  /** @throws LegatoError `invalid-request`. */
  change(
    by: DoneBy,
    team: string,
    patch: { name?: string; supervisors?: readonly string[] },
  ): Promise<Team>;
  /** @throws LegatoError `invalid-request`, also where the days touch those of a membership. */
  join(by: DoneBy, team: string, username: string, days: DaySpan): Promise<Team>;
  /** @throws LegatoError `invalid-request`. */
  changeDays(by: DoneBy, team: string, membershipId: string, days: DaySpan): Promise<Team>;
  /** Takes a membership back, as if it had never been. @throws LegatoError `invalid-request`. */
  remove(by: DoneBy, team: string, membershipId: string): Promise<Team>;
}

export function createTeamDesk(options: DeskOptions): TeamDesk {
  const change = (
    by: DoneBy,
    make: (db: DeskOptions['db']) => Promise<TeamChange>,
  ): Promise<Team> =>
    auditedChange(options, by, async (transaction) => {
      const made = await make(transaction);
      const result = made.after ?? refuse('This team is not there any more. Look again.');
      return { acts: [teamChanged(made)], result };
    });

  return {
    add: (by, name, supervisors) => change(by, (db) => addTeam(db, name, supervisors)),
    change: (by, team, patch) => change(by, (db) => changeTeam(db, team, patch)),
    join: (by, team, username, days) => change(by, (db) => joinTeam(db, team, username, days)),
    changeDays: (by, team, id, days) => change(by, (db) => changeMembership(db, team, id, days)),
    remove: (by, team, id) => change(by, (db) => removeMembership(db, team, id)),
  };
}

/** As it is written down: as plain JSON, with lists that nobody else holds. */
const describeTeam = (team: Team | null) =>
  team && {
    id: team.id,
    name: team.name,
    supervisorIds: [...team.supervisorIds],
    members: team.members.map((member) => ({ ...member })),
  };

export const teamChanged = ({ before, after }: TeamChange): AuditedAct => ({
  action: 'team-changed',
  subject: { before: describeTeam(before), after: describeTeam(after) },
});
