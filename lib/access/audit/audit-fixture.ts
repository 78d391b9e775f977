import type { Database } from '@/lib/database/database';
import type { Actor, PersonActor } from '../actor';
import type { AuditEntry } from './audit-event';
import { type Audit, type AuditLog, createAudit } from './create-audit';

export const RUTH: PersonActor = {
  kind: 'person',
  id: 'ruth',
  name: 'Ruth Ng',
  username: 'ruth',
  role: 'supervisor',
  by: 'session',
  sessionId: 's1',
};

export const SILENT: AuditLog = { info() {}, error() {} };
export const NO_TIMERS = { every: () => () => {} };

/** An entry of somebody who searched for a tag. */
export const searchedFor = (tag: string, actor: Actor = RUTH): AuditEntry => ({
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
