import * as z from 'zod/mini';

export const RoleName = z.enum(['agent', 'supervisor', 'recording-manager']);
export type RoleName = z.infer<typeof RoleName>;

/** Bounds of what is sent; what a name may hold is judged with a sentence of its own. */
const typed = z.string().check(z.maxLength(320));
const day = z.iso.date();
const id = z.string().check(z.minLength(1), z.maxLength(100));

/** Days of the PBX's zone, both included; no last day is until further notice. */
const DaySpan = z.object({ firstDay: day, lastDay: z.nullable(day) });
export type DaySpan = z.infer<typeof DaySpan>;

const TeamName = z.object({ id, name: z.string() });

/** One person, as a recording manager sees him in the list. */
export const PersonRow = z.object({
  id,
  name: z.string(),
  /** What he signs in with. */
  username: z.string(),
  email: z.nullable(z.string()),
  role: RoleName,
  isActive: z.boolean(),
  /** When he was switched off; null where he is not, or nobody remembers. */
  switchedOffAt: z.nullable(z.string()),
  noojeeUsernames: z.array(z.string()),
  memberOf: z.array(z.extend(DaySpan, { team: TeamName })),
  supervises: z.array(TeamName),
  /** When he signed in last, or was seen in a session; ISO 8601 with the offset of the PBX's zone. */
  lastSeenAt: z.nullable(z.string()),
  /** `required`: it is off, and he gets no further than setting it up. */
  secondFactor: z.enum(['on', 'off', 'required']),
  /** Whether there is a way in for him: a password, or the provider. */
  canSignIn: z.boolean(),
  /** Wrong tries have locked his sign-in until then. */
  lockedUntil: z.nullable(z.string()),
  sessions: z.int(),
  tokens: z.int(),
});
export type PersonRow = z.infer<typeof PersonRow>;

/** Everybody who is in Legato, by name. */
export const PeopleList = z.object({
  people: z.array(PersonRow),
  /** The day of the PBX's zone by which the answer was made. */
  today: day,
  /** Who asks. */
  yourId: z.nullable(z.string()),
});
export type PeopleList = z.infer<typeof PeopleList>;

/** A token of a person, without the token. */
export const TokenRow = z.object({
  id,
  personId: id,
  name: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.nullable(z.string()),
  state: z.enum(['good', 'over', 'revoked']),
});
export type TokenRow = z.infer<typeof TokenRow>;
export const TokenList = z.object({ tokens: z.array(TokenRow) });
export type TokenList = z.infer<typeof TokenList>;

const HeardMember = z.object({
  personId: id,
  name: z.string(),
  noojeeUsernames: z.array(z.string()),
  days: z.array(DaySpan),
});

/** What a person can hear of the legs of one day, and why. */
export const Hearing = z.object({
  day,
  reach: z.enum(['everything', 'some', 'nothing']),
  /** In one sentence. */
  sentence: z.string(),
  /** Whether legs of the system go with the others of their calls. */
  sharesSystemLegs: z.boolean(),
  own: z.array(z.string()),
  /** Those that he supervises, with whoever was, is or will be in them. */
  teams: z.array(z.object({ team: TeamName, members: z.array(HeardMember) })),
});
export type Hearing = z.infer<typeof Hearing>;

/** One person, with what he can hear, where he is signed in, and his tokens. */
export const PersonDetails = z.object({
  person: PersonRow,
  hearing: Hearing,
  today: day,
  sessions: z.array(
    z.object({
      id,
      startedAt: z.string(),
      lastSeenAt: z.string(),
      address: z.nullable(z.string()),
      userAgent: z.nullable(z.string()),
    }),
  ),
  tokens: z.array(TokenRow),
  isYou: z.boolean(),
  /** Without him nobody could let anybody in. */
  isLastManager: z.boolean(),
});
export type PersonDetails = z.infer<typeof PersonDetails>;

/** `POST /api/people/add`. */
export const NewPersonBody = z.strictObject({
  username: typed,
  name: typed,
  role: RoleName,
  email: z.nullable(typed),
  noojeeUsernames: z.array(typed).check(z.maxLength(50)),
  /** Whether Legato makes a first password, which the answer shows once. */
  givesPassword: z.boolean(),
});
export type NewPersonBody = z.infer<typeof NewPersonBody>;

/** Who was added or changed, with the password where one was made: shown now and never again. */
export const ChangedPerson = z.object({
  id,
  name: z.string(),
  username: z.string(),
  password: z.nullable(z.string()),
});
export type ChangedPerson = z.infer<typeof ChangedPerson>;

/** `POST /api/people/{personId}/change`: what is to be different. */
export const ChangePersonBody = z.strictObject({
  name: z.optional(typed),
  role: z.optional(RoleName),
  email: z.optional(z.nullable(typed)),
  noojeeUsernames: z.optional(z.array(typed).check(z.maxLength(50))),
});
export type ChangePersonBody = z.infer<typeof ChangePersonBody>;

/** `POST /api/people/{personId}/switch`. */
export const SwitchPersonBody = z.strictObject({ isActive: z.boolean() });

/** `POST /api/people/{personId}/sessions/end`: one, or all with null. */
export const EndSessionsBody = z.strictObject({ sessionId: z.nullable(id) });

/** `POST /api/people/{personId}/tokens/make`. */
export const NewTokenBody = z.strictObject({ name: typed, days: z.int() });
/** Shown now and never again. */
export const MadeToken = z.object({ token: z.string(), expiresAt: z.string() });
export type MadeToken = z.infer<typeof MadeToken>;

/** `POST …/tokens/revoke`. */
export const RevokeTokenBody = z.strictObject({ tokenId: id });

/** `POST /api/people/import`: the file as it is; `apply` false only says what would be done. */
export const ImportBody = z.strictObject({
  csv: z.string(),
  apply: z.boolean(),
});
export type ImportBody = z.infer<typeof ImportBody>;

/** What became of a file: all of its lines were taken, or none. */
export const ImportResult = z.object({
  /** Whether people were added: never where a line is wrong. */
  isApplied: z.boolean(),
  lines: z.int(),
  mistakes: z.array(z.object({ line: z.int(), sentence: z.string() })),
  added: z.array(
    z.object({
      username: z.string(),
      name: z.string(),
      role: RoleName,
      noojeeUsernames: z.array(z.string()),
      team: z.nullable(z.string()),
    }),
  ),
});
export type ImportResult = z.infer<typeof ImportResult>;
