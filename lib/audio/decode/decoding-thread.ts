import { processTimers, type Timers } from '@/lib/concurrency/with-deadline';
import { LegatoError } from '@/lib/errors';
import type {
  CodedFormat,
  DecodedPiece,
  DecodingListener,
  DecodingWorker,
  FromDecoding,
  StartDecodingWorker,
  ToDecoding,
} from './decoding-messages';

/** Decodes sound on a thread of its own, so that nothing is decoded on the one that serves. */
export interface DecodingThread {
  begin(format: CodedFormat): SoundDecoder;
  /** Ends the thread; what is being decoded fails. */
  close(): Promise<void>;
}

/** Decodes one leg whose bytes come in pieces. One call at a time, each read to its end. */
export interface SoundDecoder {
  /**
   * The sound of these bytes, a megabyte or two at a time: the next piece is decoded when it is asked
   * for, so that a small file never becomes a large heap. Copies the bytes.
   *
   * @throws LegatoError `recording-unreadable` where they cannot be decoded, `internal-error` where the
   * thread died or was closed.
   */
  decode(bytes: Uint8Array): AsyncGenerator<DecodedPiece>;
  /** Nothing more comes: what the decoder still held. Throws as `decode`. */
  finish(): AsyncGenerator<DecodedPiece>;
  /** It is not wanted any more. Always called, also after `finish` or an error. */
  close(): void;
}

/** Bytes travel to the thread in pieces of this size at most, one at a time. */
const PIECE_BYTES = 64 * 1024;
/** A piece takes some milliseconds. A decoder that gives no answer for so long turns in a circle. */
const ANSWER_MS = 30_000;

/**
 * The thread starts with the first leg and stays. Where it dies, or gives no answer, the legs in hand fail
 * and the next leg starts another.
 */
export function createDecodingThread(
  startWorker: StartDecodingWorker,
  timers: Timers = processTimers,
): DecodingThread {
  const streams = new Map<number, Stream>();
  let worker: DecodingWorker | null = null;
  let lastStream = 0;

  function currentWorker(): DecodingWorker {
    if (worker) return worker;
    const listener: DecodingListener = {
      onMessage: (message) => streams.get(message.stream)?.hear(message),
      onDeath: (cause) => {
        if (worker === started) failAll(cause);
      },
    };
    const started = startWorker(listener);
    worker = started;
    return started;
  }

  function failAll(cause?: unknown): void {
    worker = null;
    for (const stream of streams.values()) stream.fail(threadEnded(cause));
    streams.clear();
  }

  const endWorker = async (cause?: unknown) => {
    const ended = worker;
    failAll(cause);
    await ended?.end();
  };

  return {
    begin(format) {
      lastStream += 1;
      const number = lastStream;
      const stream = new Stream(number, format, {
        send(message) {
          const receiver = currentWorker();
          receiver.setNeeded(true);
          receiver.send(message);
        },
        forget() {
          streams.delete(number);
          if (streams.size === 0) worker?.setNeeded(false);
        },
        watch: () =>
          timers.after(ANSWER_MS, () => void endWorker(new Error('a decoder gave no answer'))),
      });
      streams.set(number, stream);
      return stream;
    },
    close: () => endWorker(),
  };
}

interface Link {
  send(message: ToDecoding): void;
  forget(): void;
  /** Ends the thread where the function that it gives is not called in time. */
  watch(): () => void;
}

interface Waiting {
  resolve(message: FromDecoding & { kind: 'decoded' }): void;
  reject(error: Error): void;
}

class Stream implements SoundDecoder {
  readonly #number: number;
  readonly #format: CodedFormat;
  readonly #link: Link;
  #hasBegun = false;
  #failure: Error | null = null;
  #waiting: Waiting | null = null;

  constructor(number: number, format: CodedFormat, link: Link) {
    this.#number = number;
    this.#format = format;
    this.#link = link;
  }

  async *decode(bytes: Uint8Array): AsyncGenerator<DecodedPiece> {
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
      const piece = Uint8Array.from(bytes.subarray(from, from + PIECE_BYTES));
      yield* this.#pieces({ kind: 'bytes', stream: this.#number, bytes: piece });
    }
  }

  finish(): AsyncGenerator<DecodedPiece> {
    return this.#pieces({ kind: 'finish', stream: this.#number });
  }

  close(): void {
    if (!this.#failure && this.#hasBegun) {
      this.#link.send({ kind: 'drop', stream: this.#number });
    }
    this.fail(new Error('the decoder is closed'));
    this.#link.forget();
  }

  hear(message: FromDecoding): void {
    if (message.kind === 'failed') this.fail(undecodable(message.reason));
    else this.#waiting?.resolve(message);
  }

  /** Nothing more comes of it. What failed first stays the reason. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#waiting?.reject(error);
  }

  async *#pieces(first: ToDecoding): AsyncGenerator<DecodedPiece> {
    for (let message = first; ; message = { kind: 'more', stream: this.#number }) {
      const { piece, isMore } = await this.#ask(message);
      if (piece) yield piece;
      if (!isMore) return;
    }
  }

  async #ask(message: ToDecoding) {
    if (this.#failure) throw this.#failure;
    if (this.#waiting) throw new Error('a decoder is asked for one thing at a time');
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.#link.send({ kind: 'begin', stream: this.#number, format: this.#format });
    }
    const answered = this.#link.watch();
    try {
      return await new Promise<FromDecoding & { kind: 'decoded' }>((resolve, reject) => {
        this.#waiting = { resolve, reject };
        this.#link.send(message);
      });
    } finally {
      answered();
      this.#waiting = null;
    }
  }
}

const threadEnded = (cause?: unknown) =>
  new LegatoError(
    'internal-error',
    'Legato stopped decoding this leg. Try again; its original can be saved meanwhile.',
    { cause },
  );

const undecodable = (reason: string) =>
  new LegatoError(
    'recording-unreadable',
    'Legato cannot decode this leg. Save its original, and open it elsewhere.',
    { cause: new Error(reason) },
  );
