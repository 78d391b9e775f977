import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '@/lib/database/database';
import { changeDirectory, type PersonChange, refuse } from './change-directory';
import { type Directory, Role } from './directory';
import { foldName } from './fold-name';
import { NO_EMAIL } from './load-directory';
import { noojeeUsernamesTable, peopleTable } from './people-tables';

const LONGEST_NAME = 100;

const shownName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(LONGEST_NAME, `must have at most ${LONGEST_NAME} characters`)
  // Line ends and other marks that nobody sees would break lists and logs.
  .regex(/^\P{C}*$/u, 'must hold no control characters');

/** What somebody signs in with; no @, so that it is never taken for an e-mail address. */
export const Username = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u, {
    error: 'must be letters, digits, dots, dashes and underscores, at most 64',
  })
  .transform(foldName);

const NoojeeUsernames = z
  .array(shownName)
  .max(50, 'are at most 50 of one person')
  .refine((names) => new Set(names.map(foldName)).size === names.length, {
    error: 'name one owner twice',
  });

const Email = z
  .email('must be an e-mail address such as fred@example.com')
  .max(254)
  .transform((email) => email.toLowerCase())
  .refine((email) => !email.endsWith(NO_EMAIL), { error: 'must be an address that exists' });

/** As text, because it comes from forms and command lines. */
const GivenRole = z.string().pipe(Role);

export const NewPerson = z.object({
  username: Username,
  name: shownName,
  role: GivenRole,
  email: Email.nullable().default(null),
  noojeeUsernames: NoojeeUsernames.default([]),
});
export type NewPerson = z.input<typeof NewPerson>;

/** What of a person is to be different. */
export const PersonPatch = z
  .object({
    name: shownName,
    role: GivenRole,
    email: Email.nullable(),
    noojeeUsernames: NoojeeUsernames,
  })
  .partial();
export type PersonPatch = z.input<typeof PersonPatch>;

export interface PersonOptions {
  /** Writes what the person signs in with, in the same transaction. */
  setPassword?: (transaction: Database, personId: string) => Promise<void>;
}

/**
 * Adds somebody who may sign in.
 *
 * @throws LegatoError `invalid-request` for values that are wrong, or taken.
 */
export async function addPerson(
  db: Database,
  person: NewPerson,
  { setPassword }: PersonOptions = {},
): Promise<PersonChange> {
  const { username, name, role, email, noojeeUsernames } = parse(NewPerson, person);
  const id = randomUUID();
  return changeDirectory(
    db,
    (directory) => directory.person(id),
    async (transaction, directory) => {
      requireFree(directory, id, username, `There is somebody with the user name ${username}.`);
      if (email) requireFree(directory, id, email, `There is somebody with the address ${email}.`);
      await transaction.insert(peopleTable).values({
        id,
        name,
        username,
        displayUsername: username,
        role,
        email: email ?? `${id}${NO_EMAIL}`,
      });
      await writeUsernames(transaction, directory, id, noojeeUsernames);
      await setPassword?.(transaction, id);
    },
  );
}

/** @throws LegatoError `not-found` or `invalid-request`. */
export async function changePerson(
  db: Database,
  username: string,
  patch: PersonPatch,
  { setPassword }: PersonOptions = {},
): Promise<PersonChange> {
  const { noojeeUsernames, email, ...rest } = parse(PersonPatch, patch);
  return changeOne(db, username, async (transaction, directory, id) => {
    if (email) requireFree(directory, id, email, `There is somebody with the address ${email}.`);
    await transaction
      .update(peopleTable)
      .set({
        ...rest,
        ...(email !== undefined && { email: email ?? `${id}${NO_EMAIL}` }),
        updatedAt: new Date(),
      })
      .where(eq(peopleTable.id, id));
    if (noojeeUsernames) await writeUsernames(transaction, directory, id, noojeeUsernames);
    await setPassword?.(transaction, id);
  });
}

/**
 * Lets somebody in again, or no longer: he hears nothing and cannot sign in, and what he was stays known.
 *
 * @throws LegatoError `not-found`, or `invalid-request` for the last recording manager.
 */
export function switchPerson(
  db: Database,
  username: string,
  isActive: boolean,
): Promise<PersonChange> {
  return changeOne(db, username, async (transaction, _, id) => {
    await transaction
      .update(peopleTable)
      .set({ isActive, updatedAt: new Date() })
      .where(eq(peopleTable.id, id));
  });
}

/** Values in the words of the person who gave them: every mistake at once. */
export function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map(({ path, message }) => `${wordsOf(path)} ${message}`);
  return refuse(`${mistakes.join('; ')}.`);
}

const WORDS: Readonly<Record<string, string>> = {
  username: 'The user name',
  name: 'The name',
  role: 'The role',
  email: 'The address',
  noojeeUsernames: 'The Noojee user names',
  firstDay: 'The first day',
  lastDay: 'The last day',
};
const wordsOf = ([field]: readonly PropertyKey[]): string => WORDS[String(field)] ?? String(field);

/** @throws LegatoError `invalid-request`: there is nobody of this name. */
export function requirePerson(directory: Directory, username: string) {
  const person = directory.personByName(username);
  return person ?? refuse(`There is nobody with the user name ${username}.`);
}

function changeOne(
  db: Database,
  username: string,
  change: (transaction: Database, directory: Directory, id: string) => Promise<void>,
): Promise<PersonChange> {
  return changeDirectory(
    db,
    (directory) => directory.personByName(username),
    (transaction, directory) =>
      change(transaction, directory, requirePerson(directory, username).id),
  );
}

function requireFree(directory: Directory, id: string, name: string, sentence: string): void {
  const other = directory.personByName(name);
  if (other && other.id !== id) refuse(sentence);
}

async function writeUsernames(
  transaction: Database,
  directory: Directory,
  personId: string,
  usernames: readonly string[],
): Promise<void> {
  for (const username of usernames) {
    const owner = directory.ownerOf(username);
    if (owner && owner.id !== personId) {
      refuse(`Legs of ${username} are ${owner.name}'s: take the name from there first.`);
    }
  }
  await transaction.delete(noojeeUsernamesTable).where(eq(noojeeUsernamesTable.personId, personId));
  if (usernames.length === 0) return;
  await transaction
    .insert(noojeeUsernamesTable)
    .values(usernames.map((username) => ({ username, folded: foldName(username), personId })));
}
