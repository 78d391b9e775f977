import type { PackedFormat } from '@/lib/audio/formats/audio-form';

/** Decoded sound as bytes: 16 bits, little-endian, the channels in turn. */
export interface DecodedPiece {
  pcm: Uint8Array;
  channels: number;
  sampleRate: number;
}

/** Messages to the thread that decodes. A run is one reading of one leg, named by a number that is never used again. */
export type ToDecoding =
  | { kind: 'begin'; run: number; format: PackedFormat }
  /** Null after the last bytes: the decoder gives what it still holds. */
  | { kind: 'decode'; run: number; bytes: Uint8Array | null }
  /** The last piece was taken; the next one may come. */
  | { kind: 'more'; run: number }
  | { kind: 'drop'; run: number };

/** Its answers. After `failed` it has forgotten the run. */
export type FromDecoding =
  | { kind: 'piece'; run: number; piece: DecodedPiece }
  /** All of the bytes are decoded. */
  | { kind: 'decoded'; run: number }
  | { kind: 'failed'; run: number; reason: string };

/** A thread that decodes, as the one sees it that feeds it. */
export interface DecodingThread {
  send(message: ToDecoding): void;
  /** Whether the process has to stay for it. */
  setNeeded(isNeeded: boolean): void;
  end(): Promise<void>;
}

export interface DecodingListener {
  onMessage(message: FromDecoding): void;
  /** It died: nothing more will come. */
  onDeath(error: Error): void;
}

export type StartDecodingThread = (listener: DecodingListener) => DecodingThread;
