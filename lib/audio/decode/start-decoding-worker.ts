import { Worker } from 'node:worker_threads';
import type { DecodingListener, DecodingWorker, FromDecoding } from './decoding-messages';

/** Starts the thread that decodes. The bundler finds its file by this very form of address. */
export const startDecodingWorker = (listener: DecodingListener): DecodingWorker =>
  attachDecodingWorker(new Worker(new URL('./decoding-worker.ts', import.meta.url)), listener);

/** Makes a running worker the thread that decodes. */
export function attachDecodingWorker(
  worker: Worker,
  { onMessage, onDeath }: DecodingListener,
): DecodingWorker {
  let death = new Error('the thread that decodes has ended');
  worker.on('message', (message: FromDecoding) => onMessage(message));
  worker.on('error', (error) => {
    death = error instanceof Error ? error : new Error(String(error));
  });
  worker.on('exit', () => onDeath(death));
  worker.unref();
  return {
    send: (message) => worker.postMessage(message),
    setNeeded: (isNeeded) => (isNeeded ? worker.ref() : worker.unref()),
    async end() {
      await worker.terminate();
    },
  };
}
