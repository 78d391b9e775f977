import type { SoundFormat } from '@/lib/audio/formats/audio-form';
import { LegatoError } from '@/lib/errors';
import type { MeasuredLeg, MeasuredPeaks } from './measured-leg';
import type {
  FromMeasuring,
  MeasuringListener,
  MeasuringThread,
  StartMeasuringThread,
  ToMeasuring,
} from './measuring-messages';

/** Measures legs as their bytes pass by, on a thread of its own. */
export interface SoundMeter {
  begin(format: SoundFormat): LegMeter;
  /** Ends the thread; legs that are being measured fail. */
  close(): Promise<void>;
}

/**
 * The thread starts with the first leg and stays. Where it dies, the legs in hand fail and the next leg
 * starts another.
 */
export function createSoundMeter(startThread: StartMeasuringThread): SoundMeter {
  const legs = new Map<number, LegMeter>();
  let thread: MeasuringThread | null = null;
  let lastLeg = 0;

  function currentThread(): MeasuringThread {
    if (thread) return thread;
    const listener: MeasuringListener = {
      onMessage,
      onDeath: (cause) => {
        if (thread !== started) return;
        thread = null;
        for (const leg of legs.values()) leg.fail(threadEnded(cause));
        legs.clear();
      },
    };
    const started = startThread(listener);
    thread = started;
    return started;
  }

  function onMessage(message: FromMeasuring): void {
    legs.get(message.leg)?.hear(message);
    if (message.kind === 'measured' || message.kind === 'failed') forget(message.leg);
  }

  function forget(leg: number): void {
    legs.delete(leg);
    if (legs.size === 0) thread?.setNeeded(false);
  }

  return {
    begin(format) {
      lastLeg += 1;
      const number = lastLeg;
      const leg = new LegMeter(number, format, {
        send: (message) => {
          if (!legs.has(number)) return;
          const receiver = currentThread();
          receiver.setNeeded(true);
          receiver.send(message);
        },
        forget: () => forget(number),
      });
      legs.set(number, leg);
      return leg;
    },
    async close() {
      const ended = thread;
      thread = null;
      for (const leg of legs.values()) leg.fail(threadEnded());
      legs.clear();
      await ended?.end();
    },
  };
}

const threadEnded = (cause?: unknown) =>
  new LegatoError(
    'internal-error',
    'Legato stopped measuring this leg. It can be played; its waveform comes when it is fetched again.',
    { cause },
  );

/** Bytes travel to the thread in pieces of this size, however small those are in which they come. */
const PIECE_BYTES = 256 * 1024;
/** And so many at most are on their way or wait there. */
const MOST_UNTAKEN_BYTES = 4 * PIECE_BYTES;

interface Link {
  send(message: ToMeasuring): void;
  /** The leg is of no interest any more. */
  forget(): void;
}

/** The measuring of one leg, as its download sees it. */
export class LegMeter {
  /** All that was measured. Rejects with a LegatoError where that cannot be, and never if dropped. */
  readonly measured: Promise<MeasuredLeg>;
  readonly #number: number;
  readonly #format: SoundFormat;
  readonly #link: Link;
  #piece: Uint8Array<ArrayBuffer> | null = null;
  #pieceLength = 0;
  #hasBegun = false;
  #isOver = false;
  #untakenBytes = 0;
  /** Of the whole leg, once it is measured. */
  #peaks: MeasuredPeaks | null = null;
  #onTaken: (() => void) | null = null;
  #askers: ((peaks: MeasuredPeaks | null) => void)[] = [];
  #resolve: (measured: MeasuredLeg) => void = () => {};
  #reject: (error: Error) => void = () => {};

  constructor(number: number, format: SoundFormat, link: Link) {
    this.#number = number;
    this.#format = format;
    this.#link = link;
    this.measured = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // It may be that nobody ever asks for it.
    this.measured.catch(() => {});
  }

  /** Copies the bytes. Resolves when more may be given, so that what waits stays bounded. */
  async feed(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length && !this.#isOver; ) {
      this.#piece ??= Buffer.allocUnsafeSlow(PIECE_BYTES);
      const part = bytes.subarray(from, from + PIECE_BYTES - this.#pieceLength);
      this.#piece.set(part, this.#pieceLength);
      this.#pieceLength += part.length;
      from += part.length;
      if (this.#pieceLength < PIECE_BYTES) continue;
      this.#sendPiece();
      if (this.#untakenBytes > MOST_UNTAKEN_BYTES) await this.#whenTaken();
    }
  }

  /** Nothing more comes. */
  end(): void {
    if (this.#isOver) return;
    this.#sendPiece();
    this.#send({ kind: 'end', leg: this.#number });
  }

  /** It is not wanted any more. */
  drop(): void {
    if (this.#isOver) return;
    if (this.#hasBegun) this.#send({ kind: 'drop', leg: this.#number });
    this.#settle();
    this.#link.forget();
  }

  /** The waveform of what came by now; null before anything is measured. */
  soFar(): Promise<MeasuredPeaks | null> {
    if (this.#isOver) return Promise.resolve(this.#peaks);
    this.#sendPiece();
    return new Promise((resolve) => {
      this.#askers.push(resolve);
      this.#send({ kind: 'ask', leg: this.#number });
    });
  }

  /** Takes a message of the thread about this leg. */
  hear(message: FromMeasuring): void {
    switch (message.kind) {
      case 'taken':
        this.#untakenBytes -= message.byteCount;
        if (this.#untakenBytes <= MOST_UNTAKEN_BYTES) this.#onTaken?.();
        return;
      case 'so-far':
        this.#askers.shift()?.(message.peaks);
        return;
      case 'measured':
        this.#resolve(message.measured);
        this.#settle(message.measured.peaks);
        return;
      case 'failed':
        this.fail(unreadable(message.reason));
    }
  }

  fail(error: Error): void {
    this.#reject(error);
    this.#settle();
  }

  #settle(peaks: MeasuredPeaks | null = null): void {
    this.#isOver = true;
    this.#peaks = peaks;
    this.#piece = null;
    this.#onTaken?.();
    for (const resolve of this.#askers) resolve(peaks);
    this.#askers = [];
  }

  #sendPiece(): void {
    const piece = this.#piece;
    if (!piece || this.#pieceLength === 0) return;
    const bytes = piece.subarray(0, this.#pieceLength);
    this.#piece = null;
    this.#pieceLength = 0;
    this.#untakenBytes += bytes.length;
    this.#send({ kind: 'bytes', leg: this.#number, bytes });
  }

  /** The thread hears of a leg when there is something to measure: the first byte does not wait for it. */
  #send(message: ToMeasuring): void {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.#link.send({ kind: 'begin', leg: this.#number, format: this.#format });
    }
    this.#link.send(message);
  }

  #whenTaken(): Promise<void> {
    return new Promise((resolve) => {
      this.#onTaken = () => {
        this.#onTaken = null;
        resolve();
      };
    });
  }
}

const unreadable = (reason: string) =>
  new LegatoError(
    'recording-unreadable',
    'Legato cannot decode this leg, so there is no waveform of it. Whether it plays depends on the browser.',
    { cause: new Error(reason) },
  );
