import { eq } from 'drizzle-orm';
import type { Database } from '@/lib/database/database';
import { peopleTable } from '../people/people-tables';
import type { SignInEvent } from '../sign-in/sign-in-event';
import type { AuditActor } from './audit-event';
import type { Audit } from './create-audit';

/** Makes what writes down who signed in, failed to, or changed how he does. */
export function createSignInRecord(
  db: Database,
  audit: Audit,
): (event: SignInEvent) => Promise<void> {
  async function actorOf(personId: string | null): Promise<AuditActor> {
    if (personId === null) return { kind: 'nobody' };
    const [person] = await db
      .select({ name: peopleTable.name, role: peopleTable.role })
      .from(peopleTable)
      .where(eq(peopleTable.id, personId));
    return person
      ? { kind: 'person', id: personId, ...person, by: 'session', sessionId: null }
      : { kind: 'nobody' };
  }

  return async ({ action, personId, username, how, request }) => {
    await audit.write({
      action: action === 'sessions-ended' ? 'session-ended' : action,
      // Who fails to sign in has not shown that he is the person.
      actor: action === 'sign-in-failed' ? { kind: 'nobody' } : await actorOf(personId),
      requestId: request.header('x-request-id'),
      client: { address: request.address, userAgent: request.header('user-agent') },
      subject: { how, username },
    });
  };
}
