import type { Database } from '@/lib/database/database';
import { LegatoError } from '@/lib/errors';
import type { Directory, Person, Team } from './directory';
import { bumpVersion, lockDirectory } from './live-directory';
import { loadDirectory } from './load-directory';

/** What is written to the audit of a change: null for what was not there, or is no more. */
export interface Change<Subject> {
  before: Subject | null;
  after: Subject | null;
}
export type PersonChange = Change<Person>;
export type TeamChange = Change<Team>;

/**
 * Changes people or teams in one transaction, after all others: `change` sees the directory as it is, and what
 * it writes counts from the commit on, in every process.
 *
 * @returns What `find` finds of the subject before and after.
 * @throws LegatoError `invalid-request` where a rule of the whole would be broken, and nothing is changed.
 */
export function changeDirectory<Subject>(
  db: Database,
  find: (directory: Directory) => Subject | undefined,
  change: (transaction: Database, directory: Directory) => Promise<void>,
): Promise<Change<Subject>> {
  return db.transaction(async (transaction) => {
    await lockDirectory(transaction);
    const before = await loadDirectory(transaction);
    await change(transaction, before);
    await bumpVersion(transaction);
    const after = await loadDirectory(transaction);
    requireManager(before, after);
    return { before: find(before) ?? null, after: find(after) ?? null };
  });
}

/** @throws LegatoError `invalid-request`: the sentence says what is wrong with what was given. */
export function refuse(sentence: string): never {
  throw new LegatoError('invalid-request', sentence);
}

/** Without one, nobody could let anybody in again. */
function requireManager(before: Directory, after: Directory): void {
  if (countManagers(before) > 0 && countManagers(after) === 0) {
    refuse('This is the last recording manager who can sign in: make somebody else one first.');
  }
}

const countManagers = ({ people }: Directory): number =>
  people.filter(({ role, isActive }) => isActive && role === 'recording-manager').length;
