import * as z from 'zod';
import { foldName } from './fold-name';

/** The roles of Noojee Contact. What each may do: lib/access/rights.ts. */
export const Role = z.enum(['agent', 'supervisor', 'recording-manager'], {
  error: 'must be agent, supervisor or recording-manager',
});
export type Role = z.infer<typeof Role>;

export interface Person {
  id: string;
  name: string;
  /** What he signs in with, in lower case. */
  username: string;
  /** Null for none. */
  email: string | null;
  role: Role;
  isActive: boolean;
  /** The owners that are he, as they were written. */
  noojeeUsernames: readonly string[];
}

/** Days of the PBX's zone, `yyyy-MM-dd`, both included; no last day is until further notice. */
export interface DaySpan {
  firstDay: string;
  lastDay: string | null;
}

export interface Membership extends DaySpan {
  id: string;
  personId: string;
}

export interface Team {
  id: string;
  name: string;
  supervisorIds: readonly string[];
  members: readonly Membership[];
}

/** A membership by which a supervisor hears somebody. */
export interface Supervision extends DaySpan {
  team: Team;
}

/** All people and teams at one moment, with the questions that the judging of a leg asks. */
export interface Directory {
  people: readonly Person[];
  teams: readonly Team[];
  person(id: string): Person | undefined;
  /** By what he signs in with: user name or e-mail, without regard to case. */
  personByName(nameOrEmail: string): Person | undefined;
  team(name: string): Team | undefined;
  /** Whose leg it is, by the owner that the PBX names. */
  ownerOf(noojeeUsername: string): Person | undefined;
  /** The spans in which `memberId` is in a team of `supervisorId`. */
  supervisions(supervisorId: string, memberId: string): readonly Supervision[];
}

const NONE: readonly Supervision[] = [];

/** Joins people and teams for quick answers: none of them looks through a list. */
export function createDirectory(people: readonly Person[], teams: readonly Team[]): Directory {
  const byId = new Map(people.map((person) => [person.id, person]));
  const byName = new Map(
    people.flatMap((person) =>
      [person.username, person.email].flatMap((name) => (name ? [[foldName(name), person]] : [])),
    ),
  );
  const owners = new Map(
    people.flatMap((person) => person.noojeeUsernames.map((name) => [foldName(name), person])),
  );
  const byTeamName = new Map(teams.map((team) => [foldName(team.name), team]));
  const supervisions = new Map<string, Map<string, Supervision[]>>();
  for (const team of teams) {
    for (const supervisorId of team.supervisorIds) {
      const ofSupervisor = supervisions.get(supervisorId) ?? new Map<string, Supervision[]>();
      supervisions.set(supervisorId, ofSupervisor);
      for (const { personId, firstDay, lastDay } of team.members) {
        const spans = ofSupervisor.get(personId) ?? [];
        ofSupervisor.set(personId, spans);
        spans.push({ team, firstDay, lastDay });
      }
    }
  }
  return {
    people,
    teams,
    person: (id) => byId.get(id),
    personByName: (name) => byName.get(foldName(name)),
    team: (name) => byTeamName.get(foldName(name)),
    ownerOf: (name) => owners.get(foldName(name)),
    supervisions: (supervisorId, memberId) => supervisions.get(supervisorId)?.get(memberId) ?? NONE,
  };
}

/** Whether a day lies within a span. */
export const isWithin = (day: string, { firstDay, lastDay }: DaySpan): boolean =>
  firstDay <= day && (lastDay === null || day <= lastDay);
