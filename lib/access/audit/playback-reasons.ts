import { and, eq, gte, sql } from 'drizzle-orm';
import type { Database } from '@/lib/database/database';
import type { AuditActor } from './audit-event';
import { auditRowsTable } from './audit-tables';
import type { Audit } from './create-audit';
import type { Listener } from './create-listening';

/** Why somebody hears a call: asked before its first sound, and kept in the audit. */
export interface PlaybackReasons {
  /**
   * Whether a person gave a reason for this call within the last day, in whichever session. True where nobody has to:
   * Legato itself. At once where that is known.
   *
   * @throws LegatoError `database-unavailable`.
   */
  isGiven(actor: AuditActor, uniqueId: string): Promise<boolean> | boolean;
  /** Writes a reason down. @throws LegatoError `database-unavailable`: then no sound may follow. */
  give(listener: Listener, uniqueId: string, reason: string): Promise<void>;
}

export interface PlaybackReasonsOptions {
  db: Database;
  audit: Audit;
  /** Wall clock, in epoch milliseconds. */
  now: () => number;
}

/** docs/decisions/0122. */
const GOOD_FOR_MS = 86_400_000;
const MOST_KNOWN = 20_000;

export function createPlaybackReasons({ db, audit, now }: PlaybackReasonsOptions): PlaybackReasons {
  /** Until when a reason is good: each range of a leg asks. */
  const known = new Map<string, number>();

  function remember(key: string, untilMs: number): void {
    known.delete(key);
    known.set(key, untilMs);
    for (const oldest of known.keys()) {
      if (known.size <= MOST_KNOWN) break;
      known.delete(oldest);
    }
  }

  async function look(personId: string, uniqueId: string): Promise<boolean> {
    const { action, actorId, at, subject } = auditRowsTable;
    const [row] = await db
      .select({ atMs: sql<string>`max(extract(epoch from ${at}) * 1000)::bigint` })
      .from(auditRowsTable)
      .where(
        and(
          sql`${subject} ->> 'uniqueId' = ${uniqueId}`,
          eq(actorId, personId),
          eq(action, 'playback-reason'),
          gte(at, new Date(now() - GOOD_FOR_MS).toISOString()),
        ),
      );
    if (row?.atMs === undefined || row.atMs === null) return false;
    remember(keyOf(personId, uniqueId), Number(row.atMs) + GOOD_FOR_MS);
    return true;
  }

  return {
    isGiven(actor, uniqueId) {
      if (actor.kind !== 'person') return actor.kind === 'system';
      const untilMs = known.get(keyOf(actor.id, uniqueId));
      return untilMs !== undefined && now() < untilMs ? true : look(actor.id, uniqueId);
    },
    async give({ actor, requestId, client }, uniqueId, reason) {
      const atMs = now();
      const subject = { uniqueId, reason };
      await audit.write({ action: 'playback-reason', actor, requestId, client, subject });
      if (actor.kind === 'person') remember(keyOf(actor.id, uniqueId), atMs + GOOD_FOR_MS);
    },
  };
}

const keyOf = (personId: string, uniqueId: string) => `${personId} ${uniqueId}`;
