export interface Migration {
  /** `YYYYMMDDTHHMM-meaning`: the order in which they are applied. */
  name: string;
  /** Statements of plain SQL. They run in one transaction. */
  sql: string;
}

/**
 * Every change of the tables, in the order of time, each a file of plain SQL in `migrations` that goes forward
 * only and is never edited once it is on `main`. One more is one line here:
 *
 *     import people from './migrations/20251126T2200-people.sql?raw';
 *     { name: '20251126T2200-people', sql: people },
 */
export const MIGRATIONS: readonly Migration[] = [];
