import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import * as z from 'zod';
import { processTimers, type Timers } from '@/lib/concurrency/with-deadline';
import { LegatoError } from '@/lib/errors';
import type { Database, OpenDatabase } from './database';
import { databaseOver } from './database-session';
import { type EmbeddedDatabase, openEmbeddedDatabase } from './embedded-database';
import { readRows } from './read-rows';
import { type StartPgliteThread, startPgliteThread } from './start-pglite-thread';

export const STATEMENT_LIMIT_MS = 30_000;
/** How long one waits for a connection: to be made, or for those who have them all to be done. */
const CONNECTION_LIMIT_MS = 30_000;
const CLOSE_LIMIT_MS = 5_000;
const MOST_CONNECTIONS = 10;
const OLDEST_POSTGRES = 15;

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
  const { timers = processTimers, statementLimitMs = STATEMENT_LIMIT_MS } = options;
  if (url !== null) return openPostgres(url, statementLimitMs, timers);
  const folder = dataDir === null ? null : join(dataDir, 'database');
  if (folder) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
  }
  const embedded = await openEmbeddedDatabase({
    folder,
    startThread: options.startThread ?? startPgliteThread,
    statementLimitMs,
    timers,
    onEnded: options.onEnded ?? (() => {}),
  });
  return { ...openOver(embedded.connect, timers, embedded), connect: embedded.connect };
}

/** The embedded database over any connection to it. */
export function openOver(
  connect: () => Duplex,
  timers: Timers,
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
  return { kind: 'embedded', ...closable(pool, timers, async () => await embedded?.close()) };
}

async function openPostgres(
  url: string,
  statementLimitMs: number,
  timers: Timers,
): Promise<OpenDatabase> {
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
  const opened = closable(pool, timers, async () => {});
  try {
    await refuseOldPostgres(opened.db);
  } catch (error) {
    await opened.close();
    throw error;
  }
  return { kind: 'postgresql', ...opened };
}

async function refuseOldPostgres(db: Database): Promise<void> {
  const [found] = await readRows(
    db,
    sql`select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
    z.object({ number: z.int(), name: z.string() }),
  );
  if (found && found.number >= OLDEST_POSTGRES * 10_000) return;
  throw new LegatoError(
    'database-unavailable',
    `PostgreSQL ${found?.name} is too old: Legato needs ${OLDEST_POSTGRES} or later.`,
  );
}

function closable(pool: pg.Pool, timers: Timers, closeBehind: () => Promise<void>) {
  // Of a connection that breaks while nobody uses it; who asks next gets a new one.
  pool.on('error', () => {});
  // Of one that breaks in a transaction between two statements; the next statement fails.
  pool.on('connect', (client) => client.on('error', () => {}));
  let closed: Promise<void> | null = null;
  return {
    db: databaseOver(pool),
    close() {
      closed ??= endWithin(pool, timers).then(closeBehind);
      return closed;
    },
  };
}

/** Waits for what is being asked, yet not for a transaction that somebody has forgotten. */
const endWithin = (pool: pg.Pool, timers: Timers): Promise<void> =>
  new Promise((resolve, reject) => {
    const cancel = timers.after(CLOSE_LIMIT_MS, resolve);
    pool.end().then(resolve, reject).finally(cancel);
  });
