import type { Database } from '@/lib/database/database';
import { appendRows, draftRow } from '../audit/append-rows';
import type { AuditActor, AuditClient, AuditedAct } from '../audit/audit-event';
import type { PasswordHashes } from '../sign-in/password-hashes';

/** Who changes something, and by which request: null for what no request led to. */
export interface DoneBy {
  actor: AuditActor;
  requestId: string | null;
  client: AuditClient | null;
}

export interface DeskOptions {
  db: Database;
  passwords: PasswordHashes;
  /** Wall clock, in epoch milliseconds. */
  now: () => number;
  /** Has this process know at once what was changed; others know within two seconds. */
  changed?: () => Promise<void>;
}

/** What a change came to, and what is written down about it. */
export interface Changed<Result> {
  acts: readonly AuditedAct[];
  result: Result;
}

/**
 * Makes a change and writes it down in one transaction: neither is there without the other.
 *
 * @throws What `work` throws, and LegatoError `database-unavailable`; then nothing is changed.
 */
export async function auditedChange<Result>(
  { db, now, changed }: DeskOptions,
  by: DoneBy,
  work: (transaction: Database) => Promise<Changed<Result>>,
): Promise<Result> {
  const { result } = await db.transaction(async (transaction) => {
    const made = await work(transaction);
    // Last, because everybody else's rows wait from here to the end of the transaction.
    const drafts = made.acts.map((act) => draftRow({ ...act, ...by }, now()));
    if (drafts.length > 0) await appendRows(transaction, drafts);
    return made;
  });
  await changed?.();
  return result;
}
