import * as z from 'zod/mini';
import type { Parsed } from './parse-request';
import { isShortName, UNIQUE_ID_MAX_LENGTH } from './query-limits';

export const MOST_LOG_ROWS = 200;

/** Everything that is written down. The list is closed: a client may switch over it. */
export const AuditActionName = z.enum([
  'signed-in',
  'sign-in-failed',
  'signed-out',
  'set-up',
  'password-changed',
  'second-factor-changed',
  'session-ended',
  'searched',
  'opened-call',
  'listened',
  'saved',
  'checked-pbx',
  'person-changed',
  'team-changed',
  'token-changed',
  'reviewed',
  'log-verified',
  'playback-reason',
  'log-exported',
  'retention-cut',
]);
export type AuditActionName = z.infer<typeof AuditActionName>;

/** One row of the log, as it may be shown to who asks. */
export const LogRow = z.object({
  sequence: z.int(),
  /** ISO 8601 with the offset of the PBX's zone. */
  at: z.string(),
  action: AuditActionName,
  /** Null for nobody, and for Legato itself. */
  personId: z.nullable(z.string()),
  name: z.string(),
  role: z.nullable(z.string()),
  /** How he proved who he is: `session`, `token`, or `system`. */
  by: z.nullable(z.string()),
  /** Of others it is for recording managers alone, as are the next two. */
  address: z.nullable(z.string()),
  userAgent: z.nullable(z.string()),
  requestId: z.nullable(z.string()),
  /** What it was done to, by action: docs/audit.md. */
  subject: z.record(z.string(), z.unknown()),
});
export type LogRow = z.infer<typeof LogRow>;

/** A part of the log, newest first. */
export const LogPage = z.object({
  rows: z.array(LogRow),
  /** For the rows before these, as long as there may be any. */
  nextCursor: z.optional(z.string()),
});
export type LogPage = z.infer<typeof LogPage>;

/** Whose rows one may ask for. */
export const LogPeople = z.object({
  people: z.array(z.object({ personId: z.string(), name: z.string(), role: z.string() })),
});
export type LogPeople = z.infer<typeof LogPeople>;

/** How a verification goes, line by line: the last says how it ended. */
export const VerificationLine = z.discriminatedUnion('state', [
  z.object({ state: z.literal('checking'), rows: z.int(), of: z.int() }),
  z.object({
    state: z.literal('whole'),
    rows: z.int(),
    /** The end of the chain. */
    sequence: z.int(),
    /** The row that the log of the process named last, which is still in the chain; null where it named none yet. */
    notedHead: z.nullable(z.int()),
  }),
  z.object({
    state: z.literal('broken'),
    /** Rows before it that are as they were written. */
    rows: z.int(),
    /** The first that is wrong. */
    sequence: z.int(),
    sentence: z.string(),
  }),
]);
export type VerificationLine = z.infer<typeof VerificationLine>;

/** What of the log is asked for; filters combine. */
export interface LogQuery {
  /** Epoch milliseconds, in. */
  fromMs: number | null;
  /** Epoch milliseconds, out. */
  toMs: number | null;
  personId: string | null;
  uniqueId: string | null;
  /** Any of them; none for all. */
  actions: readonly AuditActionName[];
  /** Rows before this one. */
  before: number | null;
  limit: number;
}

const KNOWN = ['from', 'to', 'person', 'uniqueId', 'action', 'cursor', 'limit'];
const Instant = z.iso.datetime({ offset: true });

/** Reads what an address asks of the log. What is not known is refused, so that no filter is overlooked. */
export function parseLogQuery(parameters: URLSearchParams): Parsed<LogQuery> {
  for (const name of new Set(parameters.keys())) {
    if (!KNOWN.includes(name)) return refuse(`The log knows no filter ${name.slice(0, 40)}.`);
    if (name !== 'action' && parameters.getAll(name).length > 1) {
      return refuse(`Give ${name} once.`);
    }
  }
  const actions = z.array(AuditActionName).safeParse([...new Set(parameters.getAll('action'))]);
  if (!actions.success) return refuse('An action is one of those that the API describes.');
  const from = parameters.get('from');
  const to = parameters.get('to');
  for (const instant of [from, to]) {
    if (instant !== null && !isInstant(instant)) {
      return refuse('from and to are instants with an offset, such as 2026-11-26T00:00:00+11:00.');
    }
  }
  const personId = parameters.get('person');
  const uniqueId = parameters.get('uniqueId');
  if ([personId, uniqueId].some((text) => text?.trim() === '' || !isShort(text))) {
    return refuse('A person and a unique id are named by what the log says of them.');
  }
  const cursor = parameters.get('cursor');
  const limit = parameters.get('limit');
  if (cursor !== null && !/^[1-9]\d{0,14}$/.test(cursor)) {
    return refuse('A cursor is the nextCursor of an answer, as it was given.');
  }
  const rows = limit === null ? MOST_LOG_ROWS : Number(/^[1-9]\d{0,2}$/.exec(limit)?.[0]);
  if (!(rows <= MOST_LOG_ROWS)) return refuse(`A limit is a number from 1 to ${MOST_LOG_ROWS}.`);
  return {
    ok: true,
    value: {
      fromMs: from === null ? null : Date.parse(from),
      toMs: to === null ? null : Date.parse(to),
      personId,
      uniqueId,
      actions: actions.data,
      before: cursor === null ? null : Number(cursor),
      limit: rows,
    },
  };
}

/** Within the years that PostgreSQL and ISO 8601 write alike, whatever its offset makes of it. */
const LATEST_MS = Date.UTC(9999, 11, 31);
function isInstant(text: string): boolean {
  if (!Instant.safeParse(text).success) return false;
  const ms = Date.parse(text);
  return ms >= 0 && ms <= LATEST_MS;
}

const refuse = (message: string): { ok: false; message: string } => ({ ok: false, message });
const isShort = (text: string | null) => text === null || isShortName(text, UNIQUE_ID_MAX_LENGTH);
