import * as z from 'zod';
import type { Role } from '../people/directory';

const uniqueId = z.string();
const leg = z.int().positive();
/** Seconds of the leg's sound, whole milliseconds. */
const Interval = z
  .tuple([z.number().nonnegative(), z.number().nonnegative()])
  .refine(([from, to]) => from < to);
/** A person or a team as it was, and as it is: null for what was not there, or is no more. */
const Change = z.object({ before: z.json(), after: z.json() });

/** Whose leg it is and when it began: by these the rights to read about it are judged. */
const OwnedLeg = z.object({
  uniqueId,
  leg,
  owner: z.string().nullable(),
  /** ISO 8601 with the offset of the PBX's zone. */
  startedAt: z.string(),
  /** As the PBX states it. */
  durationSeconds: z.number().optional(),
  /** What a person knows the call by. */
  tag: z.string().nullable().optional(),
  source: z.string().nullable().optional(),
  destination: z.string().nullable().optional(),
});

const HowSignedIn = z.object({
  how: z.string(),
  /** For a failure: a person's user name, where it is one. */
  username: z.string().nullable().optional(),
});

/**
 * The closed list of what is written down, and of what about it. Nothing here is a password, a code, or a hash of
 * one.
 */
export const AUDIT_SUBJECTS = {
  'signed-in': HowSignedIn,
  'sign-in-failed': HowSignedIn,
  'signed-out': HowSignedIn,
  'set-up': HowSignedIn,
  'password-changed': HowSignedIn,
  'second-factor-changed': HowSignedIn,
  /** By whom and why is the actor's and `how`'s to say. */
  'session-ended': HowSignedIn.extend({ ofPersonId: z.string().optional() }),
  searched: z.record(z.string(), z.json()),
  'opened-call': z.object({ uniqueId }),
  listened: z.discriminatedUnion('part', [
    /** A leg's sound was handed out, from here on. Written before its first byte. */
    OwnedLeg.extend({ part: z.literal('began') }),
    /** Seconds of the leg that were really played. */
    OwnedLeg.extend({
      part: z.literal('heard'),
      listeningId: z.uuid(),
      intervals: z.array(Interval).min(1),
      speed: z.number().positive(),
    }),
  ]),
  /** A leg, or with no `leg` the whole call. */
  saved: OwnedLeg.partial({ leg: true, owner: true, startedAt: true }),
  /** The status page was opened, which shows how the PBX is asked: all that is shown of the settings. */
  'checked-pbx': z.object({}),
  'person-changed': Change,
  'team-changed': Change,
  'token-changed': Change,
  /** A reviewer signed off a week, by its days: what was found, and what he says of it. */
  reviewed: z.object({
    from: z.iso.date(),
    to: z.iso.date(),
    note: z.string().max(2_000),
    findings: z
      .array(z.object({ key: z.string(), isLookedAt: z.boolean(), note: z.string().max(200) }))
      .max(300),
    /** What the findings went by. */
    by: z
      .object({
        workingHours: z.string(),
        filesInAnHour: z.int().positive(),
        peopleOfACall: z.int().positive(),
        failedSignIns: z.int().positive(),
      })
      .optional(),
  }),
  /** The chain was read from its first row to its end. */
  'log-verified': z.object({
    isWhole: z.boolean(),
    rows: z.int().nonnegative(),
    /** The last that was read, or the first that is wrong. */
    sequence: z.int().nonnegative(),
    /** What is wrong. */
    sentence: z.string().nullable(),
    /** The row that the log of the process named last, and that was looked for. */
    notedHead: z.int().nullable(),
  }),
  'playback-reason': z.object({ uniqueId, reason: z.string().min(1).max(500) }),
  /** Rows of the log were taken away as a file; what was asked for, as the address has it. */
  'log-exported': z.object({ format: z.string(), query: z.string() }),
  /** Rows up to `through` were removed because they were older than `before`. */
  'retention-cut': z.object({
    before: z.string(),
    through: z.int().positive(),
    /** Of the last row that was removed: what the first that stayed has as its `previousHash`. */
    hash: z.string(),
    removed: z.int().positive(),
  }),
} as const satisfies Record<string, z.ZodType>;

export type AuditAction = keyof typeof AUDIT_SUBJECTS;
export type AuditSubject<Action extends AuditAction> = z.input<(typeof AUDIT_SUBJECTS)[Action]>;

/** Where a request came from. */
export interface AuditClient {
  address: string | null;
  userAgent: string | null;
}

/** Who did it: an actor, as far as it is written down. */
export type AuditActor =
  | {
      kind: 'person';
      id: string;
      name: string;
      role: Role;
      by: 'session' | 'token';
      sessionId: string | null;
    }
  | { kind: 'system'; name: string }
  | { kind: 'nobody' };

/** What was done, and to what. */
export type AuditedAct = {
  [Action in AuditAction]: { action: Action; subject: AuditSubject<Action> };
}[AuditAction];

/** What is written down: who did what, and from where. */
export type AuditEntry = AuditedAct & {
  actor: AuditActor;
  /** Null for what no request led to. */
  requestId: string | null;
  client: AuditClient | null;
};
