import * as z from 'zod/mini';

const Stretches = z.array(z.tuple([z.number(), z.number()]));

/** One leg in a sitting. */
export const SittingLeg = z.object({
  leg: z.int(),
  owner: z.nullable(z.string()),
  /** As the PBX stated it; null for a leg that was only taken as a file. */
  durationSeconds: z.nullable(z.number()),
  /** In order, without overlaps; none where it was handed out and nothing of it is known to have sounded. */
  heard: Stretches,
  /** What of that was heard more than once. */
  again: Stretches,
  /** How many times as fast as it was spoken, the slowest first. */
  speeds: z.array(z.number()),
  isSaved: z.boolean(),
});
export type SittingLeg = z.infer<typeof SittingLeg>;

/** What one person heard of one call without a pause of half an hour. */
export const Sitting = z.object({
  /** ISO 8601 with the offset of the PBX's zone. */
  beganAt: z.string(),
  personId: z.nullable(z.string()),
  name: z.string(),
  role: z.nullable(z.string()),
  uniqueId: z.string(),
  tag: z.nullable(z.string()),
  source: z.nullable(z.string()),
  destination: z.nullable(z.string()),
  /** By number. None where the whole call was taken as a file. */
  legs: z.array(SittingLeg),
  /** The whole call was taken as a file. */
  isSaved: z.boolean(),
});
export type Sitting = z.infer<typeof Sitting>;

/** A part of who heard what, newest first. */
export const SittingPage = z.object({
  sittings: z.array(Sitting),
  /** For those before these. */
  nextCursor: z.optional(z.string()),
});
export type SittingPage = z.infer<typeof SittingPage>;
