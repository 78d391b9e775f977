import { startHere, workerByTsx } from '@/lib/concurrency/worker-thread';
import { createDecodingDesk } from './decoding-desk';
import type { StartDecodingWorker } from './decoding-messages';
import { attachDecodingWorker } from './start-decoding-worker';

/** For tests and the benchmark: the thread as it is. */
export const startDecodingByTsx: StartDecodingWorker = (listener) =>
  attachDecodingWorker(workerByTsx(new URL('./decoding-worker.ts', import.meta.url)), listener);

/** For tests that start many. */
export const startDecodingHere: StartDecodingWorker = startHere(createDecodingDesk);
