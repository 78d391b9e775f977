import * as z from 'zod/mini';

export const LONGEST_WEEK_NOTE = 2_000;
export const LONGEST_FINDING_NOTE = 200;
/** Findings of one kind that a week lists: the rest is counted. */
export const MOST_FINDINGS_OF_A_KIND = 50;

/** From where on something is a finding. */
export const ReviewLimits = z.object({
  /** More files than this within an hour. */
  filesInAnHour: z.int(),
  /** So many people who opened one call. */
  peopleOfACall: z.int(),
  /** So many failures in a row. */
  failedSignIns: z.int(),
});
export type ReviewLimits = z.infer<typeof ReviewLimits>;

const common = {
  /** The same for the same finding, whenever the week is looked at. */
  key: z.string(),
  /** ISO 8601 with the offset of the PBX's zone: its first row and its last. */
  from: z.string(),
  to: z.string(),
  /** What of the log shows its rows: parameters of the listening log. */
  log: z.record(z.string(), z.string()),
};
const person = {
  personId: z.nullable(z.string()),
  name: z.string(),
  role: z.nullable(z.string()),
};

export const WeekFinding = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('mass-download'),
    ...common,
    ...person,
    /** Whether a script did it, by a token of that person. */
    byToken: z.boolean(),
    files: z.int(),
    /** Those of the files that are whole calls. */
    wholeCalls: z.int(),
    /** Files a week in the four weeks before. */
    usual: z.number(),
  }),
  z.object({
    kind: z.literal('outside-hours'),
    ...common,
    ...person,
    calls: z.int(),
    heardSeconds: z.number(),
    /** Calls a week outside working hours in the four weeks before. */
    usual: z.number(),
  }),
  z.object({
    kind: z.literal('opened-by-many'),
    ...common,
    uniqueId: z.string(),
    tag: z.nullable(z.string()),
    source: z.nullable(z.string()),
    destination: z.nullable(z.string()),
    people: z.int(),
    agents: z.int(),
    /** How many people open half of the calls at most. */
    usual: z.number(),
  }),
  z.object({
    kind: z.literal('failed-sign-ins'),
    ...common,
    ...person,
    /** From where; null for several. */
    address: z.nullable(z.string()),
    times: z.int(),
    /** Failures a week in the four weeks before. */
    usual: z.number(),
  }),
  z.object({
    kind: z.literal('new-address'),
    ...common,
    ...person,
    /** Whether a script did it, by a token of that person. */
    byToken: z.boolean(),
    /** Where he had not been seen before the week, in the order of time: the first of them. */
    addresses: z.array(z.string()),
    /** How many there are. */
    count: z.int(),
    /** What he did from there. */
    acts: z.array(z.enum(['signed-in', 'listened', 'saved'])),
    /** Since when the log has something of him: ISO 8601 with the offset of the PBX's zone. */
    seenSince: z.string(),
  }),
]);
export type WeekFinding = z.infer<typeof WeekFinding>;
export type FindingKind = WeekFinding['kind'];
export const FINDING_KINDS = [
  'mass-download',
  'outside-hours',
  'opened-by-many',
  'failed-sign-ins',
  'new-address',
] as const satisfies readonly FindingKind[];
/** Findings that a week lists, of all kinds. */
export const MOST_FINDINGS = FINDING_KINDS.length * MOST_FINDINGS_OF_A_KIND;

const SignOff = z.object({
  /** ISO 8601 with the offset of the PBX's zone. */
  at: z.string(),
  name: z.string(),
  note: z.string(),
  findings: z.array(z.object({ key: z.string(), isLookedAt: z.boolean(), note: z.string() })),
});
export type SignOff = z.infer<typeof SignOff>;

/** A week of the log, as a reviewer looks at it. */
export const WeekReview = z.object({
  /** Its Monday and its Sunday, `yyyy-MM-dd`. */
  from: z.string(),
  to: z.string(),
  /** Whether its last day is over: only then is it signed off. */
  isOver: z.boolean(),
  /** Seconds that were heard in each hour, by the clock of the PBX: 168 of them, from Monday 0:00 on. */
  heardByHour: z.array(z.number()),
  /** Of the same hours, whether anybody works in them. */
  isWorkingHour: z.array(z.boolean()),
  workingHours: z.string(),
  /** With the hours, what the findings go by: of a week that is signed off, what they went by then. */
  limits: ReviewLimits,
  heard: z.object({ seconds: z.number(), people: z.int(), legs: z.int() }),
  findings: z.array(WeekFinding),
  /** Findings that are not listed, by kind. */
  notListed: z.record(z.string(), z.int()),
  signOff: z.nullable(SignOff),
  /** The latest verification of the chain; null where nobody has asked for one. */
  verified: z.nullable(
    z.object({
      at: z.string(),
      name: z.string(),
      isWhole: z.boolean(),
      rows: z.int(),
      sentence: z.nullable(z.string()),
      notedHead: z.nullable(z.int()),
    }),
  ),
  /** The weeks before, newest first, as far as the log reaches. */
  before: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      signOff: z.nullable(z.object({ at: z.string(), name: z.string(), findings: z.int() })),
    }),
  ),
});
export type WeekReview = z.infer<typeof WeekReview>;

/** What a reviewer says of a week. */
export const SignOffBody = z.strictObject({
  note: z.string().check(z.maxLength(LONGEST_WEEK_NOTE)),
  findings: z
    .array(
      z.strictObject({
        key: z.string().check(z.maxLength(300)),
        isLookedAt: z.boolean(),
        note: z.string().check(z.maxLength(LONGEST_FINDING_NOTE)),
      }),
    )
    .check(z.maxLength(MOST_FINDINGS)),
});
export type SignOffBody = z.infer<typeof SignOffBody>;
