import 'server-only';
import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Role } from '@/lib/access/people/directory';
import { bumpVersion } from '@/lib/access/people/live-directory';
import { peopleTable } from '@/lib/access/people/people-tables';
import type { Database } from '@/lib/database/database';
import { SignInRefusal } from './refusals';
import { accountsTable } from './sign-in-tables';

/** Somebody whom a provider vouched for. */
export interface ProvidedPerson {
  providerId: string;
  providerName: string;
  subject: string;
  name: string;
  username: string;
  email: string | null;
  /** By his groups; null where none of them is mapped. */
  role: Role | null;
}

/**
 * The person of Legato behind a subject of the provider: found by issuer and subject alone, made where there
 * is none, with the role that the groups give at this moment. Neither a user name nor an e-mail address makes
 * anybody somebody who is there already.
 *
 * @throws SignInRefusal
 */
export async function admitFromProvider(
  db: Database,
  provided: ProvidedPerson,
): Promise<{ id: string; name: string; email: string }> {
  const { role, providerName } = provided;
  if (!role) {
    throw new SignInRefusal(
      'no-role',
      `None of your groups at ${providerName} may use Legato. Ask your recording manager.`,
    );
  }
  return await db.transaction(async (transaction) => {
    const [known] = await transaction
      .select({ person: peopleTable })
      .from(accountsTable)
      .innerJoin(peopleTable, eq(peopleTable.id, accountsTable.userId))
      .where(
        and(
          eq(accountsTable.providerId, provided.providerId),
          eq(accountsTable.accountId, provided.subject),
        ),
      );
    if (!known) return await makePerson(transaction, provided, role);
    const { person } = known;
    if (!person.isActive) throw new SignInRefusal('switched-off', 'You are switched off.');
    if (person.role !== role || person.name !== provided.name) {
      await transaction
        .update(peopleTable)
        .set({ role, name: provided.name, updatedAt: new Date() })
        .where(eq(peopleTable.id, person.id));
      await bumpVersion(transaction);
    }
    return { id: person.id, name: provided.name, email: person.email };
  });
}

async function makePerson(transaction: Database, provided: ProvidedPerson, role: Role) {
  const username = provided.username.trim().toLowerCase();
  const wanted = provided.email?.trim().toLowerCase();
  const [sameName] = await findBy(transaction, eq(peopleTable.username, username));
  if (sameName) {
    throw new SignInRefusal(
      'name-taken',
      `There is a ${username} in Legato already, who does not sign in by ${provided.providerName}.`,
    );
  }
  const isFree = wanted && !(await findBy(transaction, eq(peopleTable.email, wanted)))[0];
  const email = isFree ? wanted : `${encodeURIComponent(username).toLowerCase()}@people.invalid`;
  const id = randomUUID();
  await transaction.insert(peopleTable).values({ id, name: provided.name, username, email, role });
  await transaction.insert(accountsTable).values({
    id: randomUUID(),
    userId: id,
    providerId: provided.providerId,
    accountId: provided.subject,
  });
  await bumpVersion(transaction);
  return { id, name: provided.name, email };
}

const findBy = (transaction: Database, condition: ReturnType<typeof eq>) =>
  transaction.select({ id: peopleTable.id }).from(peopleTable).where(condition).limit(1);
