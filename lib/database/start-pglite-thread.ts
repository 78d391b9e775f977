import { Worker } from 'node:worker_threads';
import type { PgliteThreadData } from './pglite-messages';

export type StartPgliteThread = (data: PgliteThreadData) => Worker;

/** Starts the thread of the embedded database. The bundler finds its file by this very form of address. */
export const startPgliteThread: StartPgliteThread = (data) =>
  new Worker(new URL('./pglite-thread.ts', import.meta.url), { workerData: data });
