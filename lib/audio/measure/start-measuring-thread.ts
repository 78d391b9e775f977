import { Worker } from 'node:worker_threads';
import { attachWorker } from '@/lib/concurrency/worker-thread';
import type { MeasuringListener, MeasuringThread, ToMeasuring } from './measuring-messages';

/** Starts the thread that measures. The bundler finds its file by this very form of address. */
export const startMeasuringThread = (listener: MeasuringListener): MeasuringThread =>
  attachMeasuringThread(new Worker(new URL('./measuring-thread.ts', import.meta.url)), listener);

/** Makes a running worker the thread that measures. */
export const attachMeasuringThread = (
  worker: Worker,
  listener: MeasuringListener,
): MeasuringThread => attachWorker(worker, listener, 'measures', givenAway);

/** Bytes are transferred, not copied: the sender does not use them again. */
function givenAway(message: ToMeasuring): ArrayBuffer[] {
  if (message.kind !== 'bytes') return [];
  const { buffer } = message.bytes;
  if (buffer instanceof ArrayBuffer) return [buffer];
  throw new TypeError('the bytes are shared and cannot be given away');
}
