import { workerByTsx } from '@/lib/concurrency/worker-thread';
import type { StartPgliteThread } from './start-pglite-thread';

/** For commands and tests: the same thread, by no bundler. */
export const startPgliteByTsx: StartPgliteThread = (data) =>
  workerByTsx(new URL('./pglite-thread.ts', import.meta.url), { workerData: data, execArgv: [] });
