import { eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { UNSTORABLE } from '@/lib/contract/storable-text';
import type { Database } from '@/lib/database/database';
import { readRows } from '@/lib/database/read-rows';
import { LegatoError } from '@/lib/errors';
import { AUDIT_SUBJECTS, type AuditActor, type AuditEntry } from './audit-event';
import { type AuditRow, hashRow } from './audit-row';
import { auditHeadTable, auditRowsTable } from './audit-tables';
import type { Json } from './canonical-json';

/** A row before it has its place in the chain. */
export type DraftRow = Omit<AuditRow, 'sequence' | 'previousHash' | 'hash'>;

/** The end of the chain: its last row's number and hash. Number 0 before the first row. */
export interface AuditHead {
  sequence: number;
  hash: string;
}

const LONGEST_USER_AGENT = 500;

/**
 * Makes a row of what happened at `atMs`, in epoch milliseconds.
 *
 * @throws ZodError where the subject is not that of the action.
 */
export function draftRow(entry: AuditEntry, atMs: number): DraftRow {
  const { action, actor, client, requestId } = entry;
  const subject = AUDIT_SUBJECTS[action].parse(entry.subject);
  return {
    at: new Date(atMs).toISOString().replace('Z', '000Z'),
    action,
    ...columnsOf(actor),
    address: storable(client?.address ?? null),
    userAgent: storable(client?.userAgent?.slice(0, LONGEST_USER_AGENT) ?? null),
    requestId: storable(requestId),
    subject: storable(JSON.parse(JSON.stringify(subject))),
  };
}

function columnsOf(actor: AuditActor) {
  switch (actor.kind) {
    case 'person': {
      const { id, name, role, by } = actor;
      return { actorId: id, actorName: storable(name), actorRole: role, actorBy: by };
    }
    case 'system':
      return { actorId: null, actorName: actor.name, actorRole: null, actorBy: 'system' };
    case 'nobody':
      return { actorId: null, actorName: 'nobody', actorRole: null, actorBy: null };
  }
}

/** PostgreSQL stores neither U+0000 nor half a surrogate pair, which a hostile request may hold. */
function storable<Value extends Json>(value: Value): Value;
function storable(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll(UNSTORABLE, '\uFFFD');
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one) => storable(one));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [storable(key), storable(member)]),
  );
}

/**
 * Hangs rows on the end of the chain, in their order. Within a transaction alone: from here to its end nobody else
 * writes, and without its commit nothing was written.
 *
 * @throws DatabaseFault, LegatoError `database-unavailable`.
 */
export async function appendRows(
  transaction: Database,
  drafts: readonly DraftRow[],
): Promise<AuditHead> {
  const [head] = await selectHead(transaction).for('update');
  const { rows, end } = chainRows(requireHead(head), drafts);
  await transaction.insert(auditRowsTable).values(rows);
  await transaction.update(auditHeadTable).set(end).where(eq(auditHeadTable.id, 1));
  return end;
}

/**
 * Hangs rows on the chain where it still ends at `head`, by one statement, where `appendRows` waits for the database
 * five times: a listener waits for it. Null, and nothing is written, where the chain has gone on.
 *
 * @throws DatabaseFault, LegatoError `database-unavailable`.
 */
export async function appendRowsAt(
  db: Database,
  head: AuditHead,
  drafts: readonly DraftRow[],
): Promise<AuditHead | null> {
  const { rows, end } = chainRows(head, drafts);
  const records = rows.map(({ actorId, actorName, actorRole, actorBy, ...row }) => ({
    ...{ ...row, actor_id: actorId, actor_name: actorName, actor_role: actorRole },
    ...{ actor_by: actorBy, user_agent: row.userAgent, request_id: row.requestId },
    previous_hash: row.previousHash,
  }));
  const [answer] = await readRows(
    db,
    sql`select append_audit(${head.sequence}, ${head.hash}, ${end.sequence}, ${end.hash},
      ${JSON.stringify(records)}) as written`,
    z.object({ written: z.boolean() }),
  );
  return answer?.written ? end : null;
}

function chainRows(head: AuditHead, drafts: readonly DraftRow[]) {
  let end = head;
  const rows = drafts.map((draft) => {
    const chained = { ...draft, sequence: end.sequence + 1, previousHash: end.hash };
    const row: AuditRow = { ...chained, hash: hashRow(chained) };
    end = { sequence: row.sequence, hash: row.hash };
    return row;
  });
  return { rows, end };
}

/** @throws LegatoError `database-unavailable`. */
export async function readHead(db: Database): Promise<AuditHead> {
  const [head] = await selectHead(db);
  return requireHead(head);
}

/** As the log has it and `npm run audit:verify -- --head` takes it. */
export const formatHead = ({ sequence, hash }: AuditHead): string => `${sequence}:${hash}`;

const selectHead = (db: Database) =>
  db
    .select({ sequence: auditHeadTable.sequence, hash: auditHeadTable.hash })
    .from(auditHeadTable)
    .where(eq(auditHeadTable.id, 1));

function requireHead(head: AuditHead | undefined): AuditHead {
  if (head) return head;
  throw new LegatoError(
    'database-unavailable',
    'The table audit_head has lost its row, so nothing can be written down: restore a backup, and look at who changed it.',
  );
}
