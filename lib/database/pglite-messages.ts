import type { MessagePort } from 'node:worker_threads';

/** What the thread is started with. */
export interface PgliteThreadData {
  /** The folder of the database; null for one in memory. */
  folder: string | null;
  /** Holds the number of the request that runs, 0 while none does: a thread that is busy answers no message. */
  runningRequest: SharedArrayBuffer;
}

export type ToPglite =
  /** One client more, which speaks PostgreSQL's protocol through this port. */
  { kind: 'connection'; port: MessagePort } | { kind: 'close' };

export type FromPglite = { kind: 'opened' } | { kind: 'failed'; message: string };
