import { Worker } from 'node:worker_threads';
import { attachWorker } from '@/lib/concurrency/worker-thread';
import type { DecodingListener, DecodingWorker } from './decoding-messages';

/** Starts the thread that decodes. The bundler finds its file by this very form of address. */
export const startDecodingWorker = (listener: DecodingListener): DecodingWorker =>
  attachDecodingWorker(new Worker(new URL('./decoding-worker.ts', import.meta.url)), listener);

/** Makes a running worker the thread that decodes. */
export const attachDecodingWorker = (worker: Worker, listener: DecodingListener): DecodingWorker =>
  attachWorker(worker, listener, 'decodes');
