import { Worker } from 'node:worker_threads';
import type { SoundFormat } from '@/lib/audio/formats/audio-form';
import type { MeasuredLeg, MeasuredPeaks } from './measured-leg';

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

/** Messages to the thread that measures. A leg is named by a number that is never used again. */
export type ToMeasuring =
  | { kind: 'begin'; leg: number; format: SoundFormat }
  | { kind: 'bytes'; leg: number; bytes: Uint8Array }
  | { kind: 'ask'; leg: number }
  | { kind: 'end'; leg: number }
  | { kind: 'drop'; leg: number };

/** Its answers. After `measured` or `failed` it has forgotten the leg. */
export type FromMeasuring =
  | { kind: 'taken'; leg: number; byteCount: number }
  | { kind: 'so-far'; leg: number; peaks: MeasuredPeaks | null }
  | { kind: 'measured'; leg: number; measured: MeasuredLeg }
  | { kind: 'failed'; leg: number; reason: string };

/** A thread that measures, as the one sees it that feeds it. */
export interface MeasuringThread {
  send(message: ToMeasuring): void;
  /** Whether the process has to stay for it. */
  setNeeded(isNeeded: boolean): void;
  end(): Promise<void>;
}

export interface MeasuringListener {
  onMessage(message: FromMeasuring): void;
  /** It died: nothing more will come. */
  onDeath(error: Error): void;
}

export type StartMeasuringThread = (listener: MeasuringListener) => MeasuringThread;
