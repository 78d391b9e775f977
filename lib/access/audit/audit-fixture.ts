import { sql } from 'drizzle-orm';
import type { Database } from '@/lib/database/database';
import type { AuditActor, AuditEntry } from './audit-event';
import { type Audit, type AuditLog, createAudit } from './create-audit';

export const RUTH: AuditActor & { kind: 'person' } = {
  kind: 'person',
  id: 'ruth',
  name: 'Ruth Ng',
  role: 'supervisor',
  by: 'session',
  sessionId: 's1',
};

export const SILENT: AuditLog = { info() {}, error() {} };
export const NO_TIMERS = { every: () => () => {} };

/** An entry of somebody who searched for a tag. */
export const searchedFor = (tag: string, actor: AuditActor = RUTH): AuditEntry => ({
  action: 'searched',
  actor,
  requestId: 'r1',
  client: { address: '192.0.2.7', userAgent: 'Mozilla/5.0 (test)' },
  subject: { tag },
});

/** An audit whose clock goes on by a second with each row. */
export function openTestAudit(db: Database, fromMs = Date.UTC(2026, 10, 26, 9)): Audit {
  let nowMs = fromMs;
  const now = () => {
    nowMs += 1_000;
    return nowMs;
  };
  return createAudit({ db, log: SILENT, now, timers: NO_TIMERS });
}

/** Takes all rows away, as only a test may. */
export async function clearAudit(db: Database): Promise<void> {
  await db.execute(sql`alter table audit_rows disable trigger user`);
  await db.execute(sql`truncate audit_rows, heard, served`);
  await db.execute(sql`alter table audit_rows enable trigger user`);
  await db.execute(sql`update audit_head set sequence = 0, hash = repeat('0', 64)`);
}
