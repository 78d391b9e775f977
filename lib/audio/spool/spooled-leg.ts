import { randomBytes } from 'node:crypto';
import type { AudioForm, SoundFormat } from '@/lib/audio/formats/audio-form';
import type { LegMeter } from '@/lib/audio/measure/sound-meter';
import { HeldRecording, type RecordingData } from './held-recording';
import type { LegSource } from './leg-source';
import { OnceSignal } from './once-signal';
import type { SpoolFile } from './spool-file';

/** In which form a leg is asked for: as it is played, or as the PBX sent it. */
export type LegForm = 'played' | 'original';

/** What a leg is wanted for, the most urgent first: to hear it, to save it, or only to measure it. */
export const LEG_PURPOSES = ['hear', 'save', 'measure'] as const;
export type LegPurpose = (typeof LEG_PURPOSES)[number];

/** Why a download of a leg ended that was only measured: somebody wants to hear another leg. */
export class GaveWayError extends Error {
  override readonly name = 'GaveWayError';
}

/**
 * The life of a leg in the spool: waiting → arriving → complete | broken-off, or failed. docs/audio.md
 * draws it.
 */
type LegState =
  /** No byte has come that says what it is. */
  | { name: 'waiting' }
  /** `recordings` is null while the size is not known. */
  | { name: 'arriving'; recordings: Recordings | null }
  | { name: 'complete'; recordings: Recordings; settledAt: number }
  /** What came before the PBX broke off, under headers of its own. */
  | { name: 'broken-off'; recordings: Recordings; settledAt: number; error: Error }
  | { name: 'failed'; settledAt: number; error: Error };

/** What can be opened of a leg. `played` is an error where nothing here plays it. */
interface Recordings {
  played: RecordingData | Error;
  original: RecordingData;
}

/** How long a leg is in each of its forms, headers and padding not counted. */
export interface LegSizes {
  playedBytes: number;
  originalBytes: number;
}

/** What has been recognised of a leg, and where its bytes go. */
interface LegContent {
  form: AudioForm;
  /** What the PBX sent. */
  original: SpoolFile;
  /** The decoded sound where that is what is played. */
  decoded: SpoolFile | null;
  meter: LegMeter | null;
}

/** Who is to know of a leg's listeners. */
interface ListeningWatch {
  /** One came or left: what the leg is wanted for may be another thing now. */
  onChanged(leg: SpooledLeg): void;
  /** The last one left. */
  onIdle(leg: SpooledLeg): void;
}

/** One leg in the spool: how far it has come, who listens and who waits. */
export class SpooledLeg {
  readonly key: string;
  /** The recording of it that was asked for. */
  readonly revision: string;
  /** Key of the leg that it is made from; null where the PBX sends it. */
  readonly madeOf: string | null;
  /** Aborted when the last listener has left before the end. */
  readonly abandoning = new AbortController();
  #state: LegState = { name: 'waiting' };
  #content: LegContent | null = null;
  readonly #listeners: Record<LegPurpose, number> = { hear: 0, save: 0, measure: 0 };
  #lastPurpose: LegPurpose = 'measure';
  /** Bytes of the disk that it may take. */
  reservedBytes = 0;
  /** Not found by its key any more: it goes when the last listener leaves. */
  isDetached = false;
  isRemoved = false;
  /** Ends its download with this error; what has arrived stays. */
  cutShort: (error: Error) => void = () => {};
  /** Ends the wait for another listener; null while somebody listens. */
  cancelLingering: (() => void) | null = null;
  readonly #ready = { played: new OnceSignal(), original: new OnceSignal() };
  readonly #settled = new OnceSignal();
  readonly #listening: ListeningWatch;

  constructor(
    { key, revision, madeOf }: Pick<LegSource, 'key' | 'revision' | 'madeOf'>,
    listening: ListeningWatch,
  ) {
    this.key = key;
    this.revision = revision ?? '';
    this.madeOf = madeOf ?? null;
    this.#listening = listening;
  }

  get state(): LegState {
    return this.#state;
  }

  /** When it completed, broke off or failed, by the spool's clock; null while it arrives. */
  get settledAt(): number | null {
    return 'settledAt' in this.#state ? this.#state.settledAt : null;
  }

  /** Resolves when it is complete, broken off or failed; rejects as soon as the signal aborts. */
  whenSettled(signal: AbortSignal): Promise<void> {
    return this.#settled.wait(signal);
  }

  get isIdle(): boolean {
    return LEG_PURPOSES.every((purpose) => this.#listeners[purpose] === 0);
  }

  /** What it is wanted for most; without listeners, what the last one wanted it for. */
  get purpose(): LegPurpose {
    return LEG_PURPOSES.find((purpose) => this.#listeners[purpose] > 0) ?? this.#lastPurpose;
  }

  /** Whether anybody may have begun to listen. */
  get wasReady(): boolean {
    return this.#ready.original.isSent;
  }

  /** What measures its sound; null before its first bytes, where nothing can, and once it is released. */
  get meter(): LegMeter | null {
    return this.#content?.meter ?? null;
  }

  /** How the played bytes after the header hold the sound; null before its first bytes and where unplayable. */
  get soundFormat(): SoundFormat | null {
    return this.#content?.form.sound ?? null;
  }

  /** Lets go of the meter, and of all that it has measured. */
  releaseMeter(): void {
    if (this.#content) this.#content.meter = null;
  }

  /** Bytes that it takes on the disk. */
  get storedBytes(): number {
    if (this.#state.name === 'failed' || !this.#content) return 0;
    const { original, decoded } = this.#content;
    return original.appendedBytes + (decoded?.appendedBytes ?? 0);
  }

  /** How long the played sound will be, where that follows from its size; else 0. */
  get expectedSeconds(): number {
    const recordings = 'recordings' in this.#state ? this.#state.recordings : null;
    if (!recordings || recordings.played instanceof Error) return 0;
    const { soundBytes, bytesPerSecond } = recordings.played;
    return this.#content?.form.sound?.kind === 'sampled' ? soundBytes / bytesPerSecond : 0;
  }

  /** Counts one more listener and gives what takes it off again, once. */
  join(purpose: LegPurpose): () => void {
    this.#listeners[purpose] += 1;
    this.#stopLingering();
    this.#listening.onChanged(this);
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      this.#listeners[purpose] -= 1;
      this.#lastPurpose = purpose;
      this.#listening.onChanged(this);
      if (this.isIdle) this.#listening.onIdle(this);
    };
  }

  /** Resolves when the size is known and reading can begin. */
  async whenReady(form: LegForm, signal: AbortSignal): Promise<void> {
    if (this.#state.name === 'failed') throw this.#state.error;
    // Each range of a leg passes here: one that is ready waits for nothing.
    if (!this.#ready[form].isSent) await this.#ready[form].wait(signal);
  }

  /** What is served from now on. Throws SpoolFileLostError when its file is gone. */
  open(form: LegForm, leave: () => void): HeldRecording {
    if (this.#state.name === 'failed') throw this.#state.error;
    const { name } = this.#state;
    const data = 'recordings' in this.#state ? this.#state.recordings?.[form] : null;
    if (data instanceof Error) throw data;
    if (!data) throw new Error('the leg is not ready');
    data.file.hold();
    const arrival = name === 'complete' || name === 'broken-off' ? name : 'arriving';
    return new HeldRecording(data, arrival, leave);
  }

  /** waiting → arriving. The sizes are known where the PBX stated the length beforehand. */
  begin(content: LegContent, sizes: LegSizes | null): void {
    if (this.#state.name !== 'waiting') return;
    this.#content = content;
    const { unplayable } = content.form;
    this.#state = { name: 'arriving', recordings: sizes && recordingsOf(content, sizes) };
    if (unplayable) this.#ready.played.fail(unplayable);
    if (sizes) this.#sendReady();
  }

  /**
   * Serves another form of it from now on, whose size is known. Those who hold a recording of the form before read on;
   * what the PBX sent stays as it was opened.
   */
  serveAs(form: AudioForm, decoded: SpoolFile | null, sizes: LegSizes): void {
    if (this.#state.name !== 'arriving' || !this.#content) return;
    this.#content = { ...this.#content, form, decoded };
    const made = recordingsOf(this.#content, sizes);
    const original = this.#state.recordings?.original ?? made.original;
    this.#state = { name: 'arriving', recordings: { ...made, original } };
    this.#sendReady();
  }

  /** arriving → complete. */
  complete(sizes: LegSizes, now: number): void {
    if (this.#state.name !== 'arriving' || !this.#content) return;
    const recordings = this.#state.recordings ?? recordingsOf(this.#content, sizes);
    this.#settle({ name: 'complete', recordings, settledAt: now });
    this.#sendReady();
  }

  /** arriving → broken-off. Those who hold a recording of the whole are rejected where the part ends. */
  breakOff(sizes: LegSizes, error: Error, now: number): void {
    if (this.#state.name !== 'arriving' || !this.#content) return;
    const recordings = recordingsOf(this.#content, sizes);
    this.#settle({ name: 'broken-off', recordings, settledAt: now, error });
    this.#stopFiles(error);
    this.#sendReady();
  }

  /** → failed; from complete and broken-off too, when the disk fails under their last bytes. */
  fail(error: Error, now: number): void {
    if (this.#state.name === 'failed') return;
    this.#settle({ name: 'failed', settledAt: now, error });
    this.#stopFiles(error);
    this.#ready.played.fail(error);
    this.#ready.original.fail(error);
  }

  /** Deletes what is stored. Those who hold a recording read on until they release it. */
  async remove(): Promise<void> {
    this.isRemoved = true;
    this.#stopLingering();
    await Promise.all([this.#content?.original.remove(), this.#content?.decoded?.remove()]);
  }

  #settle(state: LegState): void {
    this.#state = state;
    this.#settled.send();
  }

  #sendReady(): void {
    this.#ready.played.send();
    this.#ready.original.send();
  }

  #stopFiles(error: Error): void {
    this.#content?.original.stop(error);
    this.#content?.decoded?.stop(error);
  }

  #stopLingering(): void {
    this.cancelLingering?.();
    this.cancelLingering = null;
  }
}

/** Recordings with entity tags of their own: the same leg fetched again may differ. */
function recordingsOf(content: LegContent, { playedBytes, originalBytes }: LegSizes): Recordings {
  const { form, original, decoded } = content;
  const { contentType, extension, bytesPerSecond } = form;
  const header = form.header(playedBytes);
  return {
    played: form.unplayable ?? {
      contentType,
      extension,
      bytesPerSecond,
      wave: header.length > 0 ? form.wave : null,
      header,
      soundBytes: playedBytes,
      size: header.length + playedBytes + (form.isPadded ? playedBytes % 2 : 0),
      etag: newEtag(),
      file: decoded ?? original,
      fileOffset: decoded ? 0 : form.soundOffset,
    },
    original: {
      ...form.original,
      bytesPerSecond,
      wave: null,
      header: new Uint8Array(0),
      soundBytes: originalBytes,
      size: originalBytes,
      etag: newEtag(),
      file: original,
      fileOffset: 0,
    },
  };
}

const newEtag = () => `"${randomBytes(12).toString('base64url')}"`;
