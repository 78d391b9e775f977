import type { PackedFormat } from '@/lib/audio/formats/audio-form';
import { LegatoError } from '@/lib/errors';
import type {
  DecodedPiece,
  DecodingListener,
  DecodingThread,
  FromDecoding,
  StartDecodingThread,
} from './decoding-messages';

/** Decodes legs on a thread of its own: nothing is decoded on the one that answers requests. */
export interface SoundDecoders {
  begin(format: PackedFormat): SoundDecoder;
  /** Ends the thread; legs that are being decoded fail. */
  close(): Promise<void>;
}

/** One reading of one leg. Used by one caller, one call after the other. */
export interface SoundDecoder {
  /**
   * The sound in these bytes, in pieces of some hundred kilobytes: no more is decoded before a piece was taken. Null
   * after the last bytes gives what the decoder still holds.
   *
   * @throws LegatoError `recording-unreadable` where it cannot be decoded, `internal-error` where the thread died.
   */
  decode(bytes: Uint8Array | null): AsyncGenerator<DecodedPiece>;
  /** To be called in the end, however that came. */
  close(): void;
}

/** The thread starts with the first leg that needs it and stays. Where it dies, the next leg starts another. */
export function createSoundDecoders(startThread: StartDecodingThread): SoundDecoders {
  const runs = new Map<number, Run>();
  let thread: DecodingThread | null = null;
  let lastRun = 0;

  function currentThread(): DecodingThread {
    if (thread) return thread;
    const listener: DecodingListener = {
      onMessage: (message) => runs.get(message.run)?.hear(message),
      onDeath: (cause) => {
        if (thread !== started) return;
        thread = null;
        failAll(cause);
      },
    };
    const started = startThread(listener);
    thread = started;
    return started;
  }

  function failAll(cause?: unknown): void {
    for (const run of runs.values()) run.fail(threadEnded(cause));
    runs.clear();
  }

  return {
    begin(format) {
      lastRun += 1;
      const number = lastRun;
      const receiver = currentThread();
      const run = new Run();
      runs.set(number, run);
      receiver.setNeeded(true);
      receiver.send({ kind: 'begin', run: number, format });
      return {
        async *decode(bytes) {
          if (runs.get(number) === run) receiver.send({ kind: 'decode', run: number, bytes });
          for (;;) {
            const message = await run.next();
            if (message.kind === 'decoded') return;
            yield message.piece;
            receiver.send({ kind: 'more', run: number });
          }
        },
        close() {
          if (!runs.delete(number)) return;
          receiver.send({ kind: 'drop', run: number });
          if (runs.size === 0) receiver.setNeeded(false);
        },
      };
    },
    async close() {
      const ended = thread;
      thread = null;
      failAll();
      await ended?.end();
    },
  };
}

type Answer = Exclude<FromDecoding, { kind: 'failed' }>;

/** What the thread has sent of a run and nobody has taken yet: one message at most. */
class Run {
  #answer: Answer | null = null;
  #error: Error | null = null;
  #wake = () => {};

  hear(message: FromDecoding): void {
    if (message.kind === 'failed') this.fail(unreadable(message.reason));
    else this.#answer = message;
    this.#wake();
  }

  fail(error: Error): void {
    this.#error = error;
    this.#wake();
  }

  async next(): Promise<Answer> {
    while (!this.#answer) {
      if (this.#error) throw this.#error;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const answer = this.#answer;
    this.#answer = null;
    return answer;
  }
}

const unreadable = (reason: string) =>
  new LegatoError('recording-unreadable', 'Legato cannot decode this leg.', {
    cause: new Error(reason),
  });

const threadEnded = (cause?: unknown) =>
  new LegatoError('internal-error', 'Legato stopped decoding this leg. Play it again.', { cause });
