import * as z from 'zod/mini';

/** Every code that a problem can carry. The list is closed: a client may switch over it. */
export const ProblemCode = z.enum([
  'invalid-request',
  'signed-out',
  'sign-in-refused',
  'forbidden',
  'reason-required',
  'not-found',
  'method-not-allowed',
  'request-timed-out',
  'precondition-failed',
  'range-not-satisfiable',
  'too-many-requests',
  'headers-too-large',
  'recording-gone',
  'recording-empty',
  'recording-unreadable',
  'pbx-refused',
  'pbx-unreachable',
  'pbx-timed-out',
  'pbx-bad-reply',
  'pbx-busy',
  'spool-unavailable',
  'database-unavailable',
  'provider-unavailable',
  'internal-error',
]);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** The body of every answer that is not a success: RFC 9457, `application/problem+json`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: ProblemCode,
  /** Seconds until a repeat makes sense; the same number as in `Retry-After`. */
  retryAfterSeconds: z.optional(z.number()),
  /** With `pbx-bad-reply`: the HTTP status, or the error code of an envelope, that the PBX reported. */
  pbxError: z.optional(z.int()),
  /** Names this request in the server's log; the same as in `X-Request-Id`. */
  requestId: z.optional(z.string()),
});
export type Problem = z.infer<typeof Problem>;
