import { Worker } from 'node:worker_threads';
import { createMeasuringDesk } from './measuring-desk';
import type { MeasuringListener, MeasuringThread, ToMeasuring } from './measuring-messages';
import { attachMeasuringThread } from './start-measuring-thread';

/** For tests and the benchmark: the thread as it is, its TypeScript loaded by tsx and by no bundler. */
export const startMeasuringWorker = (listener: MeasuringListener): MeasuringThread =>
  attachMeasuringThread(
    new Worker(
      `import('tsx/esm/api').then(({ register }) => {
        register();
        return import(${JSON.stringify(new URL('./measuring-thread.ts', import.meta.url))});
      });`,
      { eval: true },
    ),
    listener,
  );

/** For tests that start many: measures in this thread, in turns of the event loop as messages come. */
export function startMeasuringHere({ onMessage }: MeasuringListener): MeasuringThread {
  let hasEnded = false;
  const answer = createMeasuringDesk((message) => {
    if (!hasEnded) setImmediate(onMessage, message);
  });
  return {
    send: (message: ToMeasuring) => void setImmediate(() => void answer(message)),
    setNeeded() {},
    async end() {
      hasEnded = true;
    },
  };
}
