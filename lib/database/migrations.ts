import people from './migrations/20261126T2200-people.sql?raw';
import signIn from './migrations/20261126T2230-sign-in.sql?raw';
import audit from './migrations/20261126T2300-audit.sql?raw';
import appendAudit from './migrations/20261127T0900-append-audit.sql?raw';
import auditAddresses from './migrations/20261127T1030-audit-addresses.sql?raw';

export interface Migration {
  /** `YYYYMMDDTHHMM-meaning`: the order in which they are applied. */
  name: string;
  /** Statements of plain SQL. They run in one transaction. */
  sql: string;
}

/**
 * Every change of the tables, in the order of time, each a file of plain SQL in `migrations` that goes forward
 * only and is never edited once it is on `main`. One more is one line here.
 */
export const MIGRATIONS: readonly Migration[] = [
  { name: '20261126T2200-people', sql: people },
  { name: '20261126T2230-sign-in', sql: signIn },
  { name: '20261126T2300-audit', sql: audit },
  { name: '20261127T0900-append-audit', sql: appendAudit },
  { name: '20261127T1030-audit-addresses', sql: auditAddresses },
];
