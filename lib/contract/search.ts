import * as z from 'zod/mini';
import { Call, Warning } from './call';
import { TAG_MAX_LENGTH, UNIQUE_ID_MAX_LENGTH } from './query-limits';

/** Where an answer comes from and when it was true. */
export const Freshness = z.object({
  source: z.literal('pbx'),
  askedAt: z.iso.datetime({ offset: true }),
});
export type Freshness = z.infer<typeof Freshness>;

/** Answer of `GET /api/calls`: newest call first. */
export const CallPage = z.object({
  calls: z.array(Call),
  /** Asks for the calls after these; absent where these are all. */
  nextCursor: z.optional(z.string()),
  /** Of the whole search, where this is a part of it. */
  total: z.optional(z.object({ calls: z.int(), legs: z.int() })),
  freshness: Freshness,
  /** What of the PBX's reply could not be read and belongs to no call that could. */
  warnings: z.array(Warning),
});
export type CallPage = z.infer<typeof CallPage>;

/** A search: exactly one of the two. */
export const CallQuery = z.union([
  z.strictObject({ tag: z.string().check(z.minLength(1), z.maxLength(TAG_MAX_LENGTH)) }),
  z.strictObject({ uniqueId: z.string().check(z.minLength(1), z.maxLength(UNIQUE_ID_MAX_LENGTH)) }),
]);
export type CallQuery = z.infer<typeof CallQuery>;

/** Which part of a search is asked for; all of it where nothing is said. */
export interface CallPart {
  /** At most so many calls. */
  limit?: number;
  /** The `nextCursor` of the part before. */
  cursor?: string;
}
