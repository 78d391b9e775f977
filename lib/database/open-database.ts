import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import pg from 'pg';
import { processTimers, type Timers } from '@/lib/concurrency/with-deadline';
import type { OpenDatabase } from './database';
import { databaseOver } from './database-session';
import { type EmbeddedDatabase, openEmbeddedDatabase } from './embedded-database';
import { type StartPgliteThread, startPgliteThread } from './start-pglite-thread';

export const STATEMENT_LIMIT_MS = 30_000;
/** How long one waits for a connection: to be made, or for those who have them all to be done. */
const CONNECTION_LIMIT_MS = 30_000;
const MOST_CONNECTIONS = 10;

export interface DatabasePlace {
  /** postgres://…; null for the embedded database. It holds a password: never log it. */
  url: string | null;
  /** Where the embedded database lies, in a folder `database` of its own; null for one in memory. */
  dataDir: string | null;
}

export interface OpenDatabaseOptions {
  /** The thread of the embedded database; the one of the bundle by default. */
  startThread?: StartPgliteThread;
  /** A statement that runs longer fails with `database-unavailable`. */
  statementLimitMs?: number;
  timers?: Timers;
  /** Told when the embedded database ended by itself, for the log. It is opened again when it is needed. */
  onEnded?: (reason: string) => void;
}

export interface EmbeddedOpenDatabase extends OpenDatabase {
  kind: 'embedded';
  /** One connection more, for another process of this machine. */
  connect(): Duplex;
}

/**
 * Opens the database. The folder of an embedded one belongs to this process: take the lock of own-data-dir.ts
 * first. Nothing is migrated.
 *
 * @throws LegatoError `database-unavailable` where it cannot be opened or does not answer.
 */
export async function openDatabase(
  { url, dataDir }: DatabasePlace,
  options: OpenDatabaseOptions = {},
): Promise<OpenDatabase | EmbeddedOpenDatabase> {
  const statementLimitMs = options.statementLimitMs ?? STATEMENT_LIMIT_MS;
  if (url !== null) return openPostgres(url, statementLimitMs);
  const embedded = await openEmbeddedDatabase({
    folder: dataDir === null ? null : join(dataDir, 'database'),
    startThread: options.startThread ?? startPgliteThread,
    statementLimitMs,
    timers: options.timers ?? processTimers,
    onEnded: options.onEnded ?? (() => {}),
  });
  return { ...openOver(embedded.connect, embedded), connect: embedded.connect };
}

/** The embedded database over any connection to it. */
export function openOver(
  connect: () => Duplex,
  embedded?: Pick<EmbeddedDatabase, 'close'>,
): OpenDatabase & { kind: 'embedded' } {
  const pool = new pg.Pool({
    // Its stream is there already: no name, address or password of the environment counts.
    ...{
      user: 'postgres',
      database: 'postgres',
      host: 'embedded',
      port: 0,
      password: '',
      ssl: false,
    },
    stream: connect,
    // One, so that a statement outside a transaction that waits for it fails after a while and not never.
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECTION_LIMIT_MS,
  });
  return { kind: 'embedded', ...closable(pool, async () => await embedded?.close()) };
}

async function openPostgres(url: string, statementLimitMs: number): Promise<OpenDatabase> {
  const pool = new pg.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECTION_LIMIT_MS,
    statement_timeout: statementLimitMs,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    application_name: 'legato',
    options: '-c TimeZone=UTC',
  });
  return { kind: 'postgresql', ...closable(pool, async () => {}) };
}

function closable(pool: pg.Pool, closeBehind: () => Promise<void>) {
  // Of a connection that breaks while nobody uses it; who asks next gets a new one.
  pool.on('error', () => {});
  let closed: Promise<void> | null = null;
  return {
    db: databaseOver(pool),
    close() {
      closed ??= pool.end().then(closeBehind);
      return closed;
    },
  };
}
