import * as z from 'zod/mini';
import { type AuditActionName, type LogQuery, parseLogQuery } from './listening-log';
import type { Parsed } from './parse-request';

const Stretches = z.array(z.tuple([z.number(), z.number()]));

/** One leg in a sitting. */
export const SittingLeg = z.object({
  leg: z.int(),
  owner: z.nullable(z.string()),
  isSystemUser: z.boolean(),
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
  /** How he proved who he is: `session` or `token`. */
  by: z.nullable(z.string()),
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

/** A part of who heard what, the last that began first. */
export const SittingPage = z.object({
  sittings: z.array(Sitting),
  /** For those before these. */
  nextCursor: z.optional(z.string()),
});
export type SittingPage = z.infer<typeof SittingPage>;

/** What of the log sittings are made of. */
export const SITTING_ACTIONS = ['listened', 'saved'] as const satisfies readonly AuditActionName[];

export interface SittingQuery extends LogQuery {
  /** Only sittings whose first row is before this one: those from there on were answered. */
  beganBefore: number | null;
}

/** Two row numbers: from where to read, and what was answered. */
export const SITTING_CURSOR = /^[1-9]\d{0,14}(-[1-9]\d{0,14})?$/;

/** Reads what an address asks of who heard what. What is not known is refused, so that no filter is overlooked. */
export function parseSittingQuery(parameters: URLSearchParams): Parsed<SittingQuery> {
  const cursor = parameters.get('cursor');
  if (parameters.has('limit')) return refuse('Sittings come in parts of their own size.');
  if (cursor !== null && !SITTING_CURSOR.test(cursor)) {
    return refuse('A cursor is the nextCursor of an answer, as it was given.');
  }
  const [before, beganBefore] = cursor?.split('-') ?? [];
  const filters = new URLSearchParams(parameters);
  if (before !== undefined) filters.set('cursor', before);
  const parsed = parseLogQuery(filters);
  if (!parsed.ok) return parsed;
  const { actions } = parsed.value;
  const known: readonly AuditActionName[] = SITTING_ACTIONS;
  if (!actions.every((action) => known.includes(action))) {
    return refuse('Sittings are of what was listened to and saved: other actions are in the log.');
  }
  return {
    ok: true,
    value: {
      ...parsed.value,
      actions: actions.length > 0 ? actions : SITTING_ACTIONS,
      beganBefore: beganBefore === undefined ? null : Number(beganBefore),
    },
  };
}

const refuse = (message: string): { ok: false; message: string } => ({ ok: false, message });
