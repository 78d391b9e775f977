import type { Timers } from '@/lib/concurrency/with-deadline';
import type { Database } from '@/lib/database/database';
import { DatabaseFault } from '@/lib/database/database-fault';
import {
  type AuditHead,
  appendRows,
  appendRowsAt,
  type DraftRow,
  draftRow,
  formatHead,
  readHead,
} from './append-rows';
import type { AuditEntry } from './audit-event';

/** What is written down stays: each row holds the hash of the one before. */
export interface Audit {
  /**
   * Writes an entry down; resolves once it is committed. With a transaction of the caller's the row is part of it,
   * and everybody else's writing waits for its end: begin it late and end it soon.
   *
   * @throws LegatoError `database-unavailable`: then what was to be done must not be done.
   */
  write(entry: AuditEntry, transaction?: Database): Promise<void>;
  /** The end of the chain as it last went to the log; null before that. */
  notedHead(): AuditHead | null;
  /** Waits for what is being written. A second call waits for the first. */
  close(): Promise<void>;
}

export interface AuditOptions {
  db: Database;
  log: AuditLog;
  /** Wall clock, in epoch milliseconds. */
  now: () => number;
  timers: Pick<Timers, 'every'>;
}

/** Where the end of the chain goes, so that it is kept where the database is not. */
export interface AuditLog {
  info(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

/** Rows of one transaction: 13 values each, far below what a statement takes. */
const MOST_ROWS_AT_ONCE = 500;
const HEAD_TO_LOG_EVERY_MS = 3_600_000;

interface Waiting {
  draft: DraftRow;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Opens the audit. Rows that are to be written while a transaction runs go into the next one together: a busy moment
 * costs few commits, and each caller waits for his own.
 */
export function createAudit({ db, log, now, timers }: AuditOptions): Audit {
  let queue: Waiting[] = [];
  let working: Promise<void> | null = null;
  let noted: AuditHead | null = null;
  /** Where this process has written last: as a rule nobody has written since. */
  let end: AuditHead | null = null;

  async function work(): Promise<void> {
    while (queue.length > 0) {
      const group = queue.slice(0, MOST_ROWS_AT_ONCE);
      queue = queue.slice(MOST_ROWS_AT_ONCE);
      await writeGroup(group);
    }
    working = null;
  }

  async function writeGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const drafts = group.map(({ draft }) => draft);
      const appended = end && (await appendRowsAt(db, end, drafts));
      end = appended ?? (await db.transaction((transaction) => appendRows(transaction, drafts)));
      for (const { resolve } of group) resolve();
    } catch (error) {
      // A row that the database refuses takes no other with it.
      if (error instanceof DatabaseFault && group.length > 1) {
        for (const one of group) await writeGroup([one]);
      } else {
        for (const { reject } of group) reject(error);
      }
    }
  }

  async function logHead(): Promise<void> {
    try {
      const head = await readHead(db);
      noted = head;
      log.info({ auditHead: formatHead(head) }, 'the end of the audit');
    } catch (error) {
      log.error({ err: error }, 'the end of the audit cannot be read');
    }
  }
  const stopLogging = timers.every(HEAD_TO_LOG_EVERY_MS, () => void logHead());

  return {
    async write(entry, transaction) {
      const draft = draftRow(entry, now());
      if (transaction) {
        await appendRows(transaction, [draft]);
        return;
      }
      await new Promise<void>((resolve, reject) => {
        queue.push({ draft, resolve, reject });
        working ??= work();
      });
    },
    notedHead: () => noted,
    async close() {
      stopLogging();
      await working;
    },
  };
}
