import type { AudioForm } from '@/lib/audio/formats/audio-form';
import type { LegMeter } from '@/lib/audio/measure/leg-meter';
import { type Edition, originalEdition, playedEdition } from './edition';
import type { LegSource } from './leg-source';
import type { LegStore } from './leg-store';
import type { Recording } from './recording';
import { type LegForm, Track } from './track';

export type EntryState =
  | { name: 'waiting' | 'arriving' | 'complete' }
  | { name: 'broken-off'; error: Error }
  | { name: 'failed'; error: Error };

/** How long a leg is in each of its forms, headers and padding not counted. */
export interface LegSizes {
  playedBytes: number;
  originalBytes: number;
}

/** One leg in the spool: what has arrived of it, who listens and who waits. */
export class SpoolEntry {
  readonly key: string;
  /** Key of the leg that it is made of; null where the PBX sends it. */
  readonly madeOf: string | null;
  /** Aborted when the last listener has left before the end. */
  readonly abandoning = new AbortController();
  readonly #tracks = { played: new Track(), original: new Track() };
  #state: EntryState = { name: 'waiting' };
  #store: LegStore | null = null;
  #meter: LegMeter | null = null;
  #isUnplayable = false;
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

  constructor(
    { key, madeOf }: Pick<LegSource, 'key' | 'madeOf'>,
    onIdle: (entry: SpoolEntry) => void,
  ) {
    this.key = key;
    this.madeOf = madeOf ?? null;
    this.#onIdle = onIdle;
    this.settled = new Promise((resolve) => {
      this.#onSettled = resolve;
    });
  }

  get state(): EntryState {
    return this.#state;
  }

  get isIdle(): boolean {
    return this.#listeners === 0;
  }

  /** What is played; null while its size is not known. */
  get edition(): Edition | null {
    return this.#tracks.played.edition;
  }

  /** What measures its sound; null before the first of it has come, and where nothing can. */
  get meter(): LegMeter | null {
    return this.#meter;
  }

  /** Bytes that it takes on the disk. */
  get storedBytes(): number {
    return this.#state.name === 'failed' ? 0 : (this.#store?.writtenBytes ?? 0);
  }

  /** Deletes what is stored. Those who hold a reading read on until they let go. */
  async remove(): Promise<void> {
    if (this.lingerTimer) clearTimeout(this.lingerTimer);
    await this.#store?.remove();
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
  whenReady(form: LegForm, signal: AbortSignal): Promise<void> {
    return this.#tracks[form].whenReady(signal);
  }

  /** A reading of the present edition. Throws SpoolFileLostError when its file is gone. */
  open(form: LegForm, leave: () => void): Recording {
    return this.#tracks[form].open(leave);
  }

  /** The files are there; the sizes too, where the PBX told the length beforehand. */
  begin(store: LegStore, form: AudioForm, sizes: LegSizes | null, meter: LegMeter | null): void {
    this.#store = store;
    this.#meter = meter;
    if (sizes) this.#state = { name: 'arriving' };
    const { played, original } = this.#tracks;
    const { decoded } = store;
    const playedOffset = decoded ? 0 : form.soundOffset;
    const editions = sizes && editionsOf(form, sizes);
    original.begin(store.original, 0, editions?.original ?? null);
    if (form.unplayable) {
      this.#isUnplayable = true;
      played.settle({ name: 'failed', error: form.unplayable }, null);
      return;
    }
    played.begin(decoded ?? store.original, playedOffset, editions?.played ?? null);
  }

  /** More has been stored. */
  advance(): void {
    this.#tracks.played.advance();
    this.#tracks.original.advance();
  }

  complete(form: AudioForm, sizes: LegSizes, now: number): void {
    const made = editionsOf(form, sizes);
    const { played, original } = this.#tracks;
    this.#settle({ name: 'complete' }, now, {
      played: played.edition ?? made.played,
      original: original.edition ?? made.original,
    });
  }

  /** What arrived stays, as editions of their own. Those who read the former ones are rejected. */
  breakOff(form: AudioForm, sizes: LegSizes, error: Error, now: number): void {
    this.#settle({ name: 'broken-off', error }, now, editionsOf(form, sizes));
  }

  fail(error: Error, now: number): void {
    this.#settle({ name: 'failed', error }, now, null);
  }

  #settle(state: EntryState, now: number, editions: Record<LegForm, Edition> | null): void {
    if (this.settledAt !== null) return;
    this.#state = state;
    this.settledAt = now;
    this.#onSettled();
    if (!this.#isUnplayable) this.#tracks.played.settle(state, editions?.played ?? null);
    this.#tracks.original.settle(state, editions?.original ?? null);
  }
}

const editionsOf = (form: AudioForm, { playedBytes, originalBytes }: LegSizes) => ({
  played: playedEdition(form, playedBytes),
  original: originalEdition(form, originalBytes),
});
