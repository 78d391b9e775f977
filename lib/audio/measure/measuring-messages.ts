import type { SoundFormat } from '@/lib/audio/formats/audio-form';
import type {
  StartWorkerThread,
  WorkerListener,
  WorkerThread,
} from '@/lib/concurrency/worker-thread';
import type { MeasuredLeg, MeasuredPeaks } from './measured-leg';

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

export type MeasuringThread = WorkerThread<ToMeasuring>;
export type MeasuringListener = WorkerListener<FromMeasuring>;
export type StartMeasuringThread = StartWorkerThread<ToMeasuring, FromMeasuring>;
