import * as z from 'zod/mini';
import { UNIQUE_ID_MAX_LENGTH } from './query-limits';

export const MOST_INTERVALS_REPORTED = 500;

/** Seconds of a leg's sound, from its start: from, and up to. */
const Stretch = z.tuple([z.number().check(z.nonnegative()), z.number().check(z.nonnegative())]);
const Stretches = z.array(Stretch);

/** What a player really played of one leg since it last said so. */
export const ListeningReport = z.strictObject({
  /** Of the player's own making, one for each listening to a leg. */
  listeningId: z.uuid(),
  uniqueId: z.string().check(z.minLength(1), z.maxLength(UNIQUE_ID_MAX_LENGTH)),
  leg: z.int().check(z.positive(), z.maximum(999_999)),
  intervals: z.array(Stretch).check(z.minLength(1), z.maxLength(MOST_INTERVALS_REPORTED)),
  /** How many times as fast as it was spoken. */
  speed: z.number().check(z.gte(0.1), z.lte(16)),
});
export type ListeningReport = z.infer<typeof ListeningReport>;

/** The seconds that are believed and written down: none that were not sent to this person. */
export const ListeningReceipt = z.object({ heard: Stretches });
export type ListeningReceipt = z.infer<typeof ListeningReceipt>;

const HeardByPerson = z.object({
  personId: z.string(),
  name: z.string(),
  heard: Stretches,
  /** ISO 8601, when he last heard some of it. */
  lastAt: z.string(),
});

/** Most calls that one question about what was heard may name: their ids fit into an address. */
export const MOST_CALLS_HEARD = 50;

/** What who asks has heard of several calls. A call of which he heard nothing is left out. */
export const HeardOfCalls = z.object({
  calls: z.array(
    z.object({
      uniqueId: z.string(),
      legs: z.array(z.object({ leg: z.int(), heard: Stretches })),
    }),
  ),
});
export type HeardOfCalls = z.infer<typeof HeardOfCalls>;

export const LONGEST_REASON = 500;

/** Why somebody is about to hear a call. */
export const ReasonBody = z.strictObject({
  reason: z.string().check(z.trim(), z.minLength(3), z.maxLength(LONGEST_REASON)),
});
export type ReasonBody = z.infer<typeof ReasonBody>;

/** Which seconds of a call were heard, of each leg that may be heard. */
export const HeardOfCall = z.object({
  /** Whether one has to say why, before any of it sounds. */
  needsReason: z.boolean(),
  legs: z.array(
    z.object({
      leg: z.int(),
      durationSeconds: z.number(),
      /** By who asks. In order, without overlaps. */
      heard: Stretches,
      /** By others, for those who may know. */
      by: z.array(HeardByPerson),
    }),
  ),
});
export type HeardOfCall = z.infer<typeof HeardOfCall>;
