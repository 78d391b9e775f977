import { and, count, eq, gt } from 'drizzle-orm';
import { peopleTable } from '@/lib/access/people/people-tables';
import type { Database } from '@/lib/database/database';
import { sessionsTable } from './sign-in-tables';

/**
 * How many sessions are good at `nowMs`, of people who are switched on.
 *
 * @throws DatabaseFault, LegatoError `database-unavailable`.
 */
export async function countSessions(
  db: Database,
  { nowMs, idleMs }: { nowMs: number; idleMs: number },
): Promise<number> {
  const [row] = await db
    .select({ sessions: count() })
    .from(sessionsTable)
    .innerJoin(peopleTable, eq(peopleTable.id, sessionsTable.userId))
    .where(
      and(
        gt(sessionsTable.expiresAt, new Date(nowMs)),
        gt(sessionsTable.lastSeenAt, new Date(nowMs - idleMs)),
        eq(peopleTable.isActive, true),
      ),
    );
  return row?.sessions ?? 0;
}
