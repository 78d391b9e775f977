import { Worker } from 'node:worker_threads';
import type { DecodingListener, DecodingThread, FromDecoding } from './decoding-messages';

/** Starts the thread that decodes. The bundler finds its file by this very form of address. */
export const startDecodingThread = (listener: DecodingListener): DecodingThread =>
  attachDecodingThread(new Worker(new URL('./decoding-thread.ts', import.meta.url)), listener);

/** Makes a running worker the thread that decodes. */
export function attachDecodingThread(
  worker: Worker,
  { onMessage, onDeath }: DecodingListener,
): DecodingThread {
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
