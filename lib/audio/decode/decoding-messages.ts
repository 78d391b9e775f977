import type { PackedFormat } from '@/lib/audio/formats/audio-form';
import type {
  StartWorkerThread,
  WorkerListener,
  WorkerThread,
} from '@/lib/concurrency/worker-thread';

/** Blocks of GSM 6.10 as in WAV (wav49): 65 bytes are 320 samples of one channel at 8 kHz. */
export interface GsmFormat {
  kind: 'gsm';
}

/** What the thread can decode. */
export type CodedFormat = PackedFormat | GsmFormat;

/** A piece of decoded sound. */
export interface DecodedPiece {
  /** Samples of 16 bits, little-endian, the channels in turn. */
  pcm: Uint8Array<ArrayBuffer>;
  channels: number;
  sampleRate: number;
}

/** Messages to the thread that decodes. A stream is named by a number that is never used again. */
export type ToDecoding =
  | { kind: 'begin'; stream: number; format: CodedFormat }
  /** Answered by one piece, as `finish` and `more` are. Each waits for the answer to the one before. */
  | { kind: 'bytes'; stream: number; bytes: Uint8Array }
  | { kind: 'finish'; stream: number }
  | { kind: 'more'; stream: number }
  | { kind: 'drop'; stream: number };

/** Its answers. After `failed` it has forgotten the stream. */
export type FromDecoding =
  /** `piece` is null where nothing came of the bytes; after `isMore`, `more` asks for the next piece. */
  | { kind: 'decoded'; stream: number; piece: DecodedPiece | null; isMore: boolean }
  | { kind: 'failed'; stream: number; reason: string };

export type DecodingWorker = WorkerThread<ToDecoding>;
export type DecodingListener = WorkerListener<FromDecoding>;
export type StartDecodingWorker = StartWorkerThread<ToDecoding, FromDecoding>;
