import { startHere, workerByTsx } from '@/lib/concurrency/worker-thread';
import { createMeasuringDesk } from './measuring-desk';
import type { StartMeasuringThread } from './measuring-messages';
import { attachMeasuringThread } from './start-measuring-thread';

/** For tests and the benchmark: the thread as it is. */
export const startMeasuringWorker: StartMeasuringThread = (listener) =>
  attachMeasuringThread(workerByTsx(new URL('./measuring-thread.ts', import.meta.url)), listener);

/** For tests that start many. */
export const startMeasuringHere: StartMeasuringThread = startHere(createMeasuringDesk);
