import * as z from 'zod/mini';

/** Answer of `POST /api/authenticate`: the PBX accepted our key. Never a token, never the key. */
export const Authentication = z.object({
  ok: z.literal(true),
  generation: z.enum(['api-key', 'hash']),
  /** The PBX's clock minus ours; null where the PBX does not say what time it is. */
  clockSkewMs: z.nullable(z.number()),
});
export type Authentication = z.infer<typeof Authentication>;

/** Answer of `GET /api/health`; with `?ready` the PBX is asked as well. */
export const Health = z.object({
  status: z.enum(['ok', 'unavailable']),
  version: z.string(),
  pbx: z.optional(z.enum(['ok', 'unavailable'])),
});
export type Health = z.infer<typeof Health>;
