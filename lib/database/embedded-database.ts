import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { MessageChannel } from 'node:worker_threads';
import type { Timers } from '@/lib/concurrency/with-deadline';
import { LegatoError } from '@/lib/errors';
import type { FromPglite, ToPglite } from './pglite-messages';
import { PortStream } from './port-stream';
import type { PgliteThread, StartPgliteThread } from './start-pglite-thread';

const LOOK_EVERY_MS = 500;
const CLOSE_LIMIT_MS = 20_000;

export interface EmbeddedDatabaseOptions {
  /** The folder of the database, made where there is none; null for one in memory. */
  folder: string | null;
  startThread: StartPgliteThread;
  /** A statement that runs longer is ended, and the database with it: the next connection opens it again. */
  statementLimitMs: number;
  timers: Timers;
  /** Told when the database ended by itself or was ended; `reason` is for the log. */
  onEnded: (reason: string) => void;
}

export interface EmbeddedDatabase {
  /** A connection that speaks PostgreSQL's protocol. Any number may be open: they are served in turn. */
  connect(): Duplex;
  /** Waits for what is being asked, and for the checkpoint. */
  close(): Promise<void>;
}

interface RunningThread {
  worker: PgliteThread;
  /** Why it ended, once it has; for the log. */
  reason: string;
  streams: Set<Duplex>;
  ended: Promise<void>;
}

/**
 * PGlite in a thread of its own. It takes no lock on its folder and never calls fsync: the caller owns the folder
 * (own-data-dir.ts), and what was committed survives the end of the process, not that of the machine.
 *
 * @throws LegatoError `database-unavailable` where the folder cannot be opened.
 */
export async function openEmbeddedDatabase(
  options: EmbeddedDatabaseOptions,
): Promise<EmbeddedDatabase> {
  const { folder, startThread, statementLimitMs, timers, onEnded } = options;
  const running = new Int32Array(new SharedArrayBuffer(4));
  let isClosing = false;
  let thread: RunningThread | null = null;

  function start(onOpened: () => void, onFailed: (error: Error) => void): RunningThread {
    Atomics.store(running, 0, 0);
    const worker = startThread({ folder, runningRequest: running.buffer });
    const streams = new Set<Duplex>();
    const started: Omit<RunningThread, 'ended'> = { worker, streams, reason: 'its thread ended' };
    worker.on('message', (message: FromPglite) => {
      if (message.kind === 'opened') {
        onOpened();
        return;
      }
      started.reason = message.message;
      letGo(worker);
    });
    worker.on('error', (error) => {
      started.reason = error instanceof Error ? error.message : String(error);
    });
    const ended = new Promise<void>((resolve) => {
      worker.on('exit', () => {
        letGo(worker);
        for (const stream of streams) stream.destroy();
        if (!isClosing) onEnded(started.reason);
        onFailed(unopened(started.reason));
        resolve();
      });
    });
    return Object.assign(started, { ended });
  }

  /** A thread that computes hears nothing, so its requests are watched from here. */
  function watch(): () => void {
    let last = 0;
    let sinceMs = 0;
    return timers.every(LOOK_EVERY_MS, () => {
      const now = Atomics.load(running, 0);
      sinceMs = now !== 0 && now === last ? sinceMs + LOOK_EVERY_MS : 0;
      last = now;
      if (sinceMs < statementLimitMs || !thread) return;
      const { worker } = thread;
      thread.reason = `a statement ran for more than ${statementLimitMs} ms`;
      letGo(worker);
      void worker.terminate();
    });
  }

  /** Its streams end one by one: who connects in the meantime gets the next thread. */
  function letGo(worker: PgliteThread): void {
    if (thread?.worker === worker) thread = null;
  }

  const opened = () =>
    new Promise<RunningThread>((resolve, reject) => {
      const started = start(() => resolve(started), reject);
    });

  if (folder !== null && !existsSync(join(folder, 'PG_VERSION'))) {
    // To make one takes 500 MB that a thread gives back only as it ends: another goes on with what was made.
    const { worker, ended } = await opened();
    worker.postMessage({ kind: 'close' } satisfies ToPglite);
    isClosing = true;
    await ended;
    isClosing = false;
  }
  thread = await opened();
  const stopWatching = watch();

  return {
    connect() {
      if (isClosing) throw new LegatoError('database-unavailable', 'The database is closed.');
      thread ??= start(
        () => {},
        () => {},
      );
      const { worker, streams } = thread;
      const { port1, port2 } = new MessageChannel();
      const stream = new PortStream(port1);
      streams.add(stream);
      stream.on('close', () => streams.delete(stream));
      worker.postMessage({ kind: 'connection', port: port2 } satisfies ToPglite, [port2]);
      return stream;
    },
    async close() {
      isClosing = true;
      stopWatching();
      if (!thread) return;
      const { worker, ended } = thread;
      worker.postMessage({ kind: 'close' } satisfies ToPglite);
      const cancel = timers.after(CLOSE_LIMIT_MS, () => void worker.terminate());
      await ended;
      cancel();
    },
  };
}

const unopened = (reason: string) =>
  new LegatoError(
    'database-unavailable',
    `The embedded database cannot be opened (${reason}). See "Data, backups" in docs/operations.md.`,
  );
