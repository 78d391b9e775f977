import * as z from 'zod';
import type { Actor, PersonActor } from '@/lib/access/actor';
import type { AuditRow } from '@/lib/access/audit/audit-row';
import type { AuditReach } from '@/lib/access/audit/read-audit';
import {
  AuditActionName,
  type LogPage,
  type LogPeople,
  type LogQuery,
  type LogRow,
} from '@/lib/contract/listening-log';
import { LegatoError } from '@/lib/errors';
import type { Services } from './services';

type LogServices = Pick<Services, 'access' | 'rules'>;

const ROWS_AT_ONCE = 500;
/** Of others most rows may be hidden: after so many that were looked at the rest is asked for anew. */
const MOST_ROWS_LOOKED_AT = 5_000;

/**
 * A part of the log, newest first, as far as the actor may read it: recording managers all of it, everybody his own
 * rows, supervisors also what their teams' people heard of legs that are theirs to hear.
 *
 * @throws LegatoError `database-unavailable`.
 */
export async function readLog(
  services: LogServices,
  actor: Actor,
  query: LogQuery,
): Promise<LogPage> {
  const rows: LogRow[] = [];
  let lastLooked = 0;
  let looked = 0;
  for await (const { row, isShown } of lookThrough(services, actor, query, 'newest-first')) {
    lastLooked = row.sequence;
    looked += 1;
    if (isShown) rows.push(toLogRow(services, actor, row));
    if (rows.length >= query.limit || looked >= MOST_ROWS_LOOKED_AT) {
      return { rows, nextCursor: String(lastLooked) };
    }
  }
  return { rows };
}

/** All rows that `query` asks for and the actor may read, in the order of the chain, as they were written. */
export async function* exportLog(
  services: LogServices,
  actor: Actor,
  query: LogQuery,
): AsyncGenerator<AuditRow> {
  for await (const { row, isShown } of lookThrough(services, actor, query, 'oldest-first')) {
    if (isShown) yield isManager(actor) || isOwn(actor, row) ? row : withoutClient(row);
  }
}

/** Whose listening one may ask for, by name: himself, of a supervisor also whoever was in his teams, else everybody. */
export function listLogPeople({ access }: LogServices, actor: Actor): LogPeople {
  const { log } = access;
  if (!log || actor.kind === 'nobody') return { people: [] };
  const ids =
    actor.kind === 'person' && actor.role !== 'recording-manager'
      ? new Set([actor.id, ...(actor.role === 'supervisor' ? log.everInTeamsOf(actor.id) : [])])
      : null;
  const people = log
    .people()
    .filter(({ id }) => ids?.has(id) ?? true)
    .map(({ id, name, role }) => ({ personId: id, name, role }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
  return { people };
}

async function* lookThrough(
  services: LogServices,
  actor: Actor,
  query: LogQuery,
  direction: 'newest-first' | 'oldest-first',
): AsyncGenerator<{ row: AuditRow; isShown: boolean }> {
  const { log } = services.access;
  if (!log) return;
  const { before, limit: _, ...filter } = query;
  const reach = reachOf(services, actor);
  let from = direction === 'newest-first' ? before : null;
  while (true) {
    const rows = await log.read({ filter, reach, from, direction, limit: ROWS_AT_ONCE });
    for (const row of rows) yield { row, isShown: await isShown(services, actor, row) };
    if (rows.length < ROWS_AT_ONCE) return;
    from = rows.at(-1)?.sequence ?? null;
  }
}

/** @throws LegatoError `forbidden`. */
function reachOf({ access }: LogServices, actor: Actor): AuditReach {
  if (isManager(actor)) return { kind: 'everything' };
  if (actor.kind !== 'person') {
    throw new LegatoError('forbidden', 'You may not read the log. Sign in first.');
  }
  const personIds = actor.role === 'supervisor' ? (access.log?.everInTeamsOf(actor.id) ?? []) : [];
  return { kind: 'own-and-listening-of', ownId: actor.id, personIds };
}

const ListenedTo = z.object({ leg: z.int(), owner: z.string().nullable(), startedAt: z.string() });

/** Of others a row is shown where they were in the team on that day, and where the leg is the reader's to hear. */
async function isShown(
  { access, rules }: LogServices,
  actor: Actor,
  row: AuditRow,
): Promise<boolean> {
  if (isManager(actor) || isOwn(actor, row)) return true;
  const day = rules.zonedIso(Date.parse(row.at)).slice(0, 10);
  if (row.actorId === null || !access.mayReadListening(actor, row.actorId, day)) return false;
  const listened = ListenedTo.safeParse(row.subject);
  if (!listened.success) return false;
  const { leg, owner, startedAt } = listened.data;
  const { open } = await access.divideLegs(actor, [{ leg, username: owner, startedAt }]);
  return open.length > 0;
}

const isManager = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.kind === 'person' && actor.role === 'recording-manager');
const isOwn = (actor: Actor, { actorId }: AuditRow): actor is PersonActor =>
  actor.kind === 'person' && actor.id === actorId;

const withoutClient = (row: AuditRow): AuditRow => ({
  ...row,
  address: null,
  userAgent: null,
  requestId: null,
});

const Subject = z.record(z.string(), z.unknown());

function toLogRow({ rules }: LogServices, actor: Actor, written: AuditRow): LogRow {
  const row = isManager(actor) || isOwn(actor, written) ? written : withoutClient(written);
  return {
    sequence: row.sequence,
    at: rules.zonedIso(Date.parse(row.at)),
    action: AuditActionName.parse(row.action),
    personId: row.actorId,
    name: row.actorName,
    role: row.actorRole,
    by: row.actorBy,
    address: row.address,
    userAgent: row.userAgent,
    requestId: row.requestId,
    subject: Subject.parse(row.subject),
  };
}
