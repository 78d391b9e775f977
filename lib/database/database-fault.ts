import { DrizzleQueryError } from 'drizzle-orm';
import pg from 'pg';
import { isLegatoError, LegatoError } from '@/lib/errors';

/**
 * A statement that the database refused. It names the rule and never a value: PostgreSQL's own error quotes them,
 * and drizzle's lists them all.
 */
export class DatabaseFault extends Error {
  override readonly name = 'DatabaseFault';
  /** The SQLSTATE: 23505 for what must be unique, 23503 for what refers to nothing, 40001 to try again. */
  readonly code: string;
  readonly constraint: string | undefined;
  readonly table: string | undefined;

  constructor({ code = '', constraint, table, message }: pg.DatabaseError) {
    // Data exceptions quote the value in their sentence.
    const sentence = code.startsWith('22') ? 'a value has the wrong form' : message;
    super(`The database refused a statement (${code}): ${sentence}`);
    this.code = code;
    this.constraint = constraint;
    this.table = table;
  }
}

/** Whether a statement failed because a row like it exists; `constraint` names the rule, where it matters which. */
export const isDuplicate = (error: unknown, constraint?: string): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === '23505' &&
  (constraint === undefined || ('constraint' in error && error.constraint === constraint));

/** Classes and codes that say that the database is not there, or not for us. */
const UNAVAILABLE = /^(08|28|3D|53|57P|58|XX)/;
const TOOK_TOO_LONG = '57014';

/** What drizzle or its driver threw, as an error of ours: `LegatoError` or `DatabaseFault`. */
export function toDatabaseError(thrown: unknown): unknown {
  const cause = thrown instanceof DrizzleQueryError ? thrown.cause : thrown;
  if (isLegatoError(cause) || cause instanceof TypeError) return cause;
  if (cause instanceof pg.DatabaseError) {
    const { code = '' } = cause;
    if (code === TOOK_TOO_LONG) return unavailable('It took too long over a statement', cause);
    if (UNAVAILABLE.test(code)) return unavailable(`It says "${cause.message}"`, cause);
    return new DatabaseFault(cause);
  }
  if (cause instanceof Error && cause.name === 'Error') {
    return unavailable(`The connection failed: ${cause.message}`, cause);
  }
  return cause;
}

const unavailable = (what: string, { message }: Error) =>
  new LegatoError(
    'database-unavailable',
    `The database does not answer. ${what}. Try again; if this lasts, look at the log and at the database.`,
    { cause: new Error(message) },
  );
