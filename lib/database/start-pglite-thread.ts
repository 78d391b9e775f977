import { Worker } from 'node:worker_threads';
import type { FromPglite, PgliteThreadData } from './pglite-messages';

/** What is needed of a worker. */
export interface PgliteThread extends Pick<Worker, 'postMessage' | 'terminate'> {
  on(event: 'message', listener: (message: FromPglite) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  on(event: 'exit', listener: () => void): unknown;
}

export type StartPgliteThread = (data: PgliteThreadData) => PgliteThread;

/** Starts the thread of the embedded database. The bundler finds its file by this very form of address. */
export const startPgliteThread: StartPgliteThread = (data) =>
  new Worker(new URL('./pglite-thread.ts', import.meta.url), { workerData: data });
