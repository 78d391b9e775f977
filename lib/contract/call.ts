import * as z from 'zod/mini';

/** Something that was odd about a leg or a call and did not stop it from being shown. */
export const Warning = z.object({ code: z.string(), message: z.string() });
export type Warning = z.infer<typeof Warning>;

export const Direction = z.enum(['inbound', 'outbound', 'internal']);
export type Direction = z.infer<typeof Direction>;

export const LegKindName = z.enum([
  'waiting',
  'answered',
  'transfer',
  'returned',
  'joined',
  'unknown',
]);
export type LegKindName = z.infer<typeof LegKindName>;

/** What a leg most likely is. The PBX does not say; `because` names the fields it was inferred from. */
export const LegKind = z.object({ name: LegKindName, because: z.string() });
export type LegKind = z.infer<typeof LegKind>;

/** ISO 8601 with seconds and the offset of the PBX's zone: `2026-11-24T10:42:07+11:00`. */
const Instant = z.iso.datetime({ offset: true });

export const Leg = z.object({
  leg: z.int(),
  callRecordId: z.nullable(z.string()),
  tag: z.nullable(z.string()),
  username: z.nullable(z.string()),
  isSystemUser: z.nullable(z.boolean()),
  source: z.nullable(z.string()),
  destination: z.nullable(z.string()),
  did: z.nullable(z.string()),
  direction: z.nullable(Direction),
  startedAt: Instant,
  endedAt: z.nullable(Instant),
  /** As the PBX states it, 0 where it states none that can be read. */
  durationSeconds: z.number(),
  /** Length of its sound, where Legato has measured all of it and still knows. */
  measuredSeconds: z.optional(z.number()),
  kind: z.nullable(LegKind),
  access: z.enum(['open', 'restricted']),
  warnings: z.array(Warning),
});
export type Leg = z.infer<typeof Leg>;

/** A stretch of the call that no leg covers. */
export const Gap = z.object({ startedAt: Instant, seconds: z.number() });
export type Gap = z.infer<typeof Gap>;

/**
 * One call. It begins at the whole seconds of its unique id when those are plausible and at least
 * 3 s before leg 1, else at leg 1's start; it ends with its last leg.
 */
export const Call = z.object({
  uniqueId: z.string(),
  tags: z.array(z.string()),
  direction: z.nullable(Direction),
  source: z.nullable(z.string()),
  destination: z.nullable(z.string()),
  did: z.nullable(z.string()),
  /** Owners that are people, in order of their first leg. */
  agents: z.array(z.string()),
  startedAt: Instant,
  endedAt: Instant,
  /** Span from `startedAt` to `endedAt`. */
  durationSeconds: z.number(),
  /** Union of the legs: overlapping seconds count once. */
  recordedSeconds: z.number(),
  gaps: z.array(Gap),
  legs: z.array(Leg),
  warnings: z.array(Warning),
});
export type Call = z.infer<typeof Call>;
