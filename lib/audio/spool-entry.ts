import { randomBytes } from 'node:crypto';
import { ArrivalWaiters } from './arrival-waiters';
import type { AudioForm } from './audio-form';
import type { LegMeter } from './measure/leg-meter';
import type { Recording } from './recording';
import { RecordingOfEntry } from './recording-of-entry';
import type { SpoolFile } from './spool-file';

/** What is served of a leg: one as long as it arrives and when it is whole, another if it breaks off. */
export interface Edition {
  form: AudioForm;
  header: Uint8Array;
  soundBytes: number;
  /** Bytes after the header: the sound and its padding. */
  bodyBytes: number;
  etag: string;
}

type State =
  | { name: 'waiting' | 'arriving' | 'complete' }
  | { name: 'broken-off'; error: Error }
  | { name: 'failed'; error: Error };

/** One leg in the spool: what has arrived of it, who listens and who waits. */
export class SpoolEntry {
  readonly key: string;
  /** Aborted when the last listener has left before the end. */
  readonly abandoning = new AbortController();
  #state: State = { name: 'waiting' };
  #edition: Edition | null = null;
  #file: SpoolFile | null = null;
  #meter: LegMeter | null = null;
  readonly #waiters = new ArrivalWaiters();
  #arrivedBytes = 0;
  #listeners = 0;
  /** When it completed, broke off or failed, by the spool's clock; null while it arrives. */
  settledAt: number | null = null;
  /** Bytes of the disk that it may take. */
  reservedBytes = 0;
  /** Not found by its key any more: goes when the last listener leaves. */
  isDetached = false;
  lingerTimer: NodeJS.Timeout | null = null;

  /** Resolves when it is complete, broken off or failed. */
  readonly settled: Promise<void>;
  #onSettled: () => void = () => {};

  readonly #onIdle: (entry: SpoolEntry) => void;

  constructor(key: string, onIdle: (entry: SpoolEntry) => void) {
    this.key = key;
    this.#onIdle = onIdle;
    this.settled = new Promise((resolve) => {
      this.#onSettled = resolve;
    });
  }

  get state(): State {
    return this.#state;
  }

  get isIdle(): boolean {
    return this.#listeners === 0;
  }

  get edition(): Edition | null {
    return this.#edition;
  }

  /** What measures its sound; null before the first of it has come. */
  get meter(): LegMeter | null {
    return this.#meter;
  }

  /** Bytes after the header that can be read. */
  get arrivedBytes(): number {
    return this.#arrivedBytes;
  }

  /** Bytes that it takes on the disk. */
  get storedBytes(): number {
    return this.#state.name === 'failed' ? 0 : (this.#file?.writtenBytes ?? 0);
  }

  /** Deletes what is stored. Those who hold a reading read on until they let go. */
  async remove(): Promise<void> {
    if (this.lingerTimer) clearTimeout(this.lingerTimer);
    await this.#file?.remove();
  }

  /** Counts one more listener and gives what takes it off again, once. */
  join(): () => void {
    this.#listeners += 1;
    if (this.lingerTimer) clearTimeout(this.lingerTimer);
    this.lingerTimer = null;
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      this.#listeners -= 1;
      if (this.#listeners === 0) this.#onIdle(this);
    };
  }

  /** Resolves when the size is known and reading can begin. */
  async whenReady(signal: AbortSignal): Promise<void> {
    if (this.#state.name === 'failed') throw this.#state.error;
    if (!this.#edition) await this.#waiters.wait(null, signal);
  }

  /** A reading of the present edition. Throws SpoolFileLostError when its file is gone. */
  open(leave: () => void): Recording {
    if (!this.#edition || !this.#file) throw new Error('the entry is not ready');
    this.#file.hold();
    return new RecordingOfEntry(this, this.#file, this.#edition, leave);
  }

  /** Resolves when so many bytes after the header of `edition` have arrived. */
  async whenArrived(edition: Edition, bodyBytes: number): Promise<void> {
    if (bodyBytes <= this.#arrivedBytes) return;
    this.throwIfOver(edition);
    await this.#waiters.wait(bodyBytes);
  }

  /** Throws where nothing more will arrive of this edition. */
  throwIfOver(edition: Edition): void {
    if (this.#state.name === 'failed') throw this.#state.error;
    if (this.#state.name === 'broken-off' && edition !== this.#edition) throw this.#state.error;
  }

  /** The file is there; the size too, where the PBX told the length beforehand. */
  begin(file: SpoolFile, form: AudioForm, soundBytes: number | null, meter: LegMeter): void {
    this.#file = file;
    this.#meter = meter;
    if (soundBytes === null) return;
    this.#edition = editionOf(form, soundBytes);
    this.#state = { name: 'arriving' };
    this.#wake();
  }

  /** So many bytes after the header can be read. */
  advance(bodyBytes: number): void {
    this.#arrivedBytes = Math.min(bodyBytes, this.#edition?.bodyBytes ?? bodyBytes);
    this.#wake();
  }

  complete(form: AudioForm, soundBytes: number, now: number): void {
    this.#edition ??= editionOf(form, soundBytes);
    this.#settle({ name: 'complete' }, now);
  }

  /** What arrived stays, as an edition of its own. Those who read the former one are rejected. */
  breakOff(form: AudioForm, soundBytes: number, error: Error, now: number): void {
    this.#edition = editionOf(form, soundBytes);
    this.#settle({ name: 'broken-off', error }, now);
  }

  fail(error: Error, now: number): void {
    this.#settle({ name: 'failed', error }, now);
  }

  #settle(state: State, now: number): void {
    if (this.settledAt !== null) return;
    this.#state = state;
    this.settledAt = now;
    this.#onSettled();
    const bodyBytes = this.#edition?.bodyBytes ?? 0;
    if (state.name !== 'failed') this.#arrivedBytes = bodyBytes;
    this.#wake();
    if ('error' in state) this.#waiters.rejectAll(state.error);
  }

  #wake(): void {
    this.#waiters.wake(this.#arrivedBytes, this.#edition !== null && this.#state.name !== 'failed');
  }
}

function editionOf(form: AudioForm, servedSoundBytes: number): Edition {
  const padding = form.isPadded ? servedSoundBytes % 2 : 0;
  return {
    form,
    header: form.header(servedSoundBytes),
    soundBytes: servedSoundBytes,
    bodyBytes: servedSoundBytes + padding,
    etag: `"${randomBytes(12).toString('base64url')}"`,
  };
}
