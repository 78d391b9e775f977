import * as z from 'zod/mini';

const day = z.iso.date();
const id = z.string().check(z.minLength(1), z.maxLength(100));
const typed = z.string().check(z.maxLength(320));

const Member = z.object({
  /** Of the membership: a person may be in a team more than once. */
  id,
  personId: id,
  name: z.string(),
  noojeeUsernames: z.array(z.string()),
  isActive: z.boolean(),
  firstDay: day,
  lastDay: z.nullable(day),
});
export type TeamMember = z.infer<typeof Member>;

export const TeamRow = z.object({
  id,
  name: z.string(),
  supervisors: z.array(z.object({ id, name: z.string(), username: z.string() })),
  /** By name, then by first day. */
  members: z.array(Member),
});
export type TeamRow = z.infer<typeof TeamRow>;

/** All teams by name, with who can be put into them. */
export const TeamList = z.object({
  teams: z.array(TeamRow),
  /** Everybody who is not switched off, by name. */
  people: z.array(
    z.object({
      id,
      name: z.string(),
      username: z.string(),
      role: z.enum(['agent', 'supervisor', 'recording-manager']),
      noojeeUsernames: z.array(z.string()),
    }),
  ),
  today: day,
});
export type TeamList = z.infer<typeof TeamList>;

/** `POST /api/teams/add`; supervisors by user name. */
export const NewTeamBody = z.strictObject({
  name: typed,
  supervisors: z.array(typed).check(z.maxLength(50)),
});
/** `POST /api/teams/{teamId}/change`: what is to be different. */
export const ChangeTeamBody = z.strictObject({
  name: z.optional(typed),
  supervisors: z.optional(z.array(typed).check(z.maxLength(50))),
});
export const ChangedTeam = z.object({ id, name: z.string() });

const days = { firstDay: typed, lastDay: z.nullable(typed) };
/** `POST /api/teams/{teamId}/members/add`. */
export const JoinTeamBody = z.strictObject({ username: typed, ...days });
/** `POST /api/teams/{teamId}/members/change`. */
export const ChangeDaysBody = z.strictObject({ membershipId: id, ...days });
/** `POST /api/teams/{teamId}/members/remove`: as if it had never been. */
export const RemoveMemberBody = z.strictObject({ membershipId: id });

/** One leg of a call as far as it is judged by. */
const JudgedLeg = z.object({
  leg: z.int(),
  owner: z.nullable(z.string()),
  isSystemUser: z.boolean(),
  startedAt: z.string(),
  durationSeconds: z.number(),
  /** In which teams its owner was on that day. */
  teamsThatDay: z.array(z.string()),
});

/** Whether one person hears one leg, and why or why not, in words. */
const Judgement = z.object({ hears: z.boolean(), because: z.string() });

/** Who can hear a call and why: the people down, the legs across. */
export const WhoCanHear = z.object({
  uniqueId: z.string(),
  /** Whether legs of the system go with the others of the call. */
  sharesSystemLegs: z.boolean(),
  legs: z.array(JudgedLeg),
  people: z.array(
    z.object({
      id,
      name: z.string(),
      role: z.enum(['agent', 'supervisor', 'recording-manager']),
      reach: z.enum(['all', 'some', 'none']),
      /** For each leg; for `none` empty. */
      legs: z.array(Judgement),
      /** Why he hears none; null where he hears one. */
      why: z.nullable(z.string()),
      /** Seconds of this call that he has heard. */
      heardSeconds: z.number(),
    }),
  ),
});
export type WhoCanHear = z.infer<typeof WhoCanHear>;

/** Of each agent of a team, in the order of the agents. */
const secondsByAgent = z.array(z.number());

/** What has been heard this week of the legs of a team, by whom. */
export const TeamHeard = z.object({
  teamId: id,
  /** The Monday, and the day by which the answer was made. */
  from: day,
  today: day,
  /** Who was in the team on a day of the week, or on the day of a leg that was heard; by name. */
  agents: z.array(
    z.object({
      personId: id,
      name: z.string(),
      /** How long the legs are of which something was heard. */
      legsSeconds: z.number(),
    }),
  ),
  /** Supervisors of the team, then whoever else heard a leg that is not his own. A second counts once for each. */
  listeners: z.array(
    z.object({
      personId: id,
      name: z.string(),
      role: z.nullable(z.enum(['agent', 'supervisor', 'recording-manager'])),
      seconds: secondsByAgent,
    }),
  ),
  /** What agents heard of their own legs. */
  ownSeconds: secondsByAgent,
  /** What anybody heard: a second that several people heard counts once. */
  anyoneSeconds: secondsByAgent,
});
export type TeamHeard = z.infer<typeof TeamHeard>;
