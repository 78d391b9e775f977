import { Worker } from 'node:worker_threads';
import type { StartPgliteThread } from './start-pglite-thread';

/** For commands and tests: the same thread, its TypeScript loaded by tsx and by no bundler. */
export const startPgliteByTsx: StartPgliteThread = (data) =>
  new Worker(
    `import('tsx/esm/api').then(({ register }) => {
      register();
      return import(${JSON.stringify(new URL('./pglite-thread.ts', import.meta.url))});
    });`,
    { eval: true, workerData: data, execArgv: [] },
  );
