import { Worker } from 'node:worker_threads';
import type { FromMeasuring, MeasuringListener, MeasuringThread } from './measuring-messages';

/** Starts the thread that measures. The bundler finds its file by this very form of address. */
export const startMeasuringThread = (listener: MeasuringListener): MeasuringThread =>
  attachMeasuringThread(new Worker(new URL('./measuring-thread.ts', import.meta.url)), listener);

/** Makes a running worker the thread that measures. */
export function attachMeasuringThread(
  worker: Worker,
  { onMessage, onDeath }: MeasuringListener,
): MeasuringThread {
  let death = new Error('the thread that measures has ended');
  worker.on('message', (message: FromMeasuring) => onMessage(message));
  worker.on('error', (error) => {
    death = error instanceof Error ? error : new Error(String(error));
  });
  worker.on('exit', () => onDeath(death));
  worker.unref();
  return {
    send(message) {
      worker.postMessage(message, message.kind === 'bytes' ? [bufferOf(message.bytes)] : []);
    },
    setNeeded: (isNeeded) => (isNeeded ? worker.ref() : worker.unref()),
    async end() {
      await worker.terminate();
    },
  };
}

/** Transferred, not copied: the sender does not use the bytes again. */
const bufferOf = ({ buffer }: Uint8Array): ArrayBuffer => {
  if (buffer instanceof ArrayBuffer) return buffer;
  throw new TypeError('the bytes are shared and cannot be given away');
};
