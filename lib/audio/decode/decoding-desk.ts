import type { PackedFormat } from '@/lib/audio/formats/audio-form';
import type { DecodedPiece, FromDecoding, ToDecoding } from './decoding-messages';
import { createPackedDecoder } from './packed-decoder';

/** Silence packs a thousandfold: so little at a time is decoded that what comes of it stays small. */
const SLICE_BYTES = 1_024;
/** What is decoded is sent when there is so much of it, and no more is decoded before that was taken. */
const PIECE_BYTES = 256 * 1024;

/**
 * Decodes legs, several at once, as messages ask. Never throws: what goes wrong with a run is sent as its
 * failure.
 */
export function createDecodingDesk(send: (message: FromDecoding) => void) {
  const runs = new Map<number, Promise<Run>>();

  async function decode(number: number, bytes: Uint8Array | null): Promise<void> {
    const run = await runs.get(number);
    if (!run) return;
    for await (const piece of run.decode(bytes)) {
      if (!runs.has(number)) return;
      send({ kind: 'piece', run: number, piece });
      await run.untilTaken();
    }
    if (runs.has(number)) send({ kind: 'decoded', run: number });
  }

  async function answer(message: ToDecoding): Promise<void> {
    switch (message.kind) {
      case 'begin':
        runs.set(message.run, beginRun(message.format));
        return;
      case 'decode':
        return decode(message.run, message.bytes);
      case 'more':
        return (await runs.get(message.run))?.take();
      case 'drop':
        return drop(message.run);
    }
  }

  function drop(number: number): void {
    runs.get(number)?.then(
      (run) => run.close(),
      // A run that could not be begun has nothing to close.
      () => {},
    );
    runs.delete(number);
  }

  return async (message: ToDecoding): Promise<void> => {
    try {
      await answer(message);
    } catch (error) {
      drop(message.run);
      send({ kind: 'failed', run: message.run, reason: String(error) });
    }
  };
}

interface Run {
  decode(bytes: Uint8Array | null): AsyncGenerator<DecodedPiece>;
  take(): void;
  untilTaken(): Promise<void>;
  close(): void;
}

async function beginRun(format: PackedFormat): Promise<Run> {
  let parts: Uint8Array[] = [];
  let byteCount = 0;
  let kind: Omit<DecodedPiece, 'pcm'> | null = null;
  let isClosed = false;
  let onTaken = () => {};
  const decoder = await createPackedDecoder(format, ({ samples, channels, sampleRate }) => {
    kind ??= { channels, sampleRate };
    if (kind.channels !== channels || kind.sampleRate !== sampleRate) {
      throw new Error(
        `the sound changes to ${channels} channels of ${sampleRate} samples a second`,
      );
    }
    // They hold until more is decoded.
    const pcm = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength).slice();
    parts.push(pcm);
    byteCount += pcm.length;
  });

  function* madeFrom(leastBytes: number): Generator<DecodedPiece> {
    if (!kind || byteCount === 0 || byteCount < leastBytes) return;
    const pcm = Buffer.concat(parts);
    parts = [];
    byteCount = 0;
    yield { pcm, ...kind };
  }

  return {
    async *decode(bytes) {
      for (let from = 0; bytes && from < bytes.length && !isClosed; from += SLICE_BYTES) {
        decoder.decode(bytes.subarray(from, from + SLICE_BYTES));
        yield* madeFrom(PIECE_BYTES);
      }
      if (isClosed) return;
      if (!bytes) decoder.finish();
      yield* madeFrom(0);
    },
    take: () => onTaken(),
    untilTaken: () =>
      new Promise((resolve) => {
        onTaken = resolve;
        if (isClosed) resolve();
      }),
    close() {
      isClosed = true;
      onTaken();
      decoder.close();
    },
  };
}
