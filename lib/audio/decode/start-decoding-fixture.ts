import { Worker } from 'node:worker_threads';
import { createDecodingDesk } from './decoding-desk';
import type { DecodingListener, DecodingWorker, ToDecoding } from './decoding-messages';
import { attachDecodingWorker } from './start-decoding-worker';

/** For tests and the benchmark: the thread as it is, its TypeScript loaded by tsx and by no bundler. */
export const startDecodingByTsx = (listener: DecodingListener): DecodingWorker =>
  attachDecodingWorker(
    new Worker(
      `import('tsx/esm/api').then(({ register }) => {
        register();
        return import(${JSON.stringify(new URL('./decoding-worker.ts', import.meta.url))});
      });`,
      { eval: true },
    ),
    listener,
  );

/** For tests that start many: decodes in this thread, in turns of the event loop as messages come. */
export function startDecodingHere({ onMessage }: DecodingListener): DecodingWorker {
  let hasEnded = false;
  const answer = createDecodingDesk((message) => {
    if (!hasEnded) setImmediate(onMessage, message);
  });
  return {
    send: (message: ToDecoding) => void setImmediate(() => void answer(message)),
    setNeeded() {},
    async end() {
      hasEnded = true;
    },
  };
}
