import { and, desc, eq, sql } from 'drizzle-orm';
import type { Database } from '@/lib/database/database';
import { LegatoError } from '@/lib/errors';
import type { AuditEntry } from '../audit-event';
import { auditHeadTable, auditRowsTable } from '../audit-tables';
import type { Audit } from '../create-audit';

/** Writes down that a reviewer signs off a week. */
export type SignOffWeek = (entry: AuditEntry & { action: 'reviewed' }) => Promise<void>;

/**
 * Makes what signs off a week, once however many reviewers do it at the same moment.
 *
 * @throws LegatoError `invalid-request` where it is signed off already, `database-unavailable`.
 */
export const createWeekSignOff =
  (db: Database, audit: Audit): SignOffWeek =>
  async (entry) => {
    await db.transaction(async (transaction) => {
      // Whoever writes the next row waits here, so that nobody signs off between looking and writing.
      await transaction
        .select({ id: auditHeadTable.id })
        .from(auditHeadTable)
        .where(eq(auditHeadTable.id, 1))
        .for('update');
      const [before] = await transaction
        .select({ name: auditRowsTable.actorName })
        .from(auditRowsTable)
        .where(
          and(
            eq(auditRowsTable.action, 'reviewed'),
            sql`${auditRowsTable.subject} ->> 'from' = ${entry.subject.from}`,
          ),
        )
        .orderBy(desc(auditRowsTable.sequence))
        .limit(1);
      if (before) {
        throw new LegatoError(
          'invalid-request',
          `${before.name} has signed off this week. Load the page again to read it.`,
        );
      }
      await audit.write(entry, transaction);
    });
  };
