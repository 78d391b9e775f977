import { createGsmDecoder, GSM_BLOCK_BYTES, type GsmDecoder } from '@/lib/audio/decode/decode-gsm';
import { type AudioForm, servedBytesOf, soundBytesOf } from '@/lib/audio/formats/audio-form';
import { readContainer } from '@/lib/audio/formats/read-container';
import { unplayableForm } from '@/lib/audio/formats/unplayable-form';
import type { LegMeter } from '@/lib/audio/measure/leg-meter';
import type { SoundMeter } from '@/lib/audio/measure/sound-meter';
import { isLegatoError, LegatoError } from '@/lib/errors';
import type { LegSource } from './leg-source';
import { LegStore } from './leg-store';
import type { LegSizes, SpoolEntry } from './spool-entry';
import type { OpenFile, SpoolFile } from './spool-file';

const GROWTH_BYTES = 1024 * 1024;
/** Decoded before the first byte is served: two seconds of sound, half a millisecond of work. */
const FIRST_DECODED_BYTES = 50 * GSM_BLOCK_BYTES;
/** And then stored piece by piece, so that listeners do not wait for what they will hear much later. */
const DECODED_BYTES = 200 * GSM_BLOCK_BYTES;

export interface DownloadOptions {
  directory: string;
  lingerMs: number;
  openFile: OpenFile | undefined;
  now: () => number;
  meter: SoundMeter;
  /** Makes room for so many bytes of this entry. Throws LegatoError `spool-unavailable`. */
  reserve: (entry: SpoolEntry, bytes: number) => void;
}

/**
 * Fetches one leg into its entry: recognises the container, decodes where a browser could not play
 * it, measures, enciphers and stores. Never rejects: how it ended is the entry's state.
 */
export async function downloadLeg(entry: SpoolEntry, source: LegSource, options: DownloadOptions) {
  const download = new Download(entry, source, options);
  try {
    await download.run();
  } catch (error) {
    await download.endWith(error);
  } finally {
    await download.close();
  }
}

class Download {
  readonly #entry: SpoolEntry;
  readonly #source: LegSource;
  readonly #options: DownloadOptions;
  #store: LegStore | null = null;
  #form: AudioForm | null = null;
  #decoder: GsmDecoder | null = null;
  #legMeter: LegMeter | null = null;
  /** Bytes of the original's sound that were taken in, and the most that will be. */
  #soundBytes = 0;
  #mostSoundBytes = Number.POSITIVE_INFINITY;

  constructor(entry: SpoolEntry, source: LegSource, options: DownloadOptions) {
    this.#entry = entry;
    this.#source = source;
    this.#options = options;
  }

  async run(): Promise<void> {
    const signal = this.#entry.abandoning.signal;
    signal.throwIfAborted();
    const { contentLength, body } = await this.#source.fetch(signal);
    let start = Buffer.alloc(0);
    let receivedBytes = 0;
    for await (const chunk of body) {
      signal.throwIfAborted();
      receivedBytes += chunk.length;
      if (this.#form) {
        await this.#take(this.#form, chunk);
        continue;
      }
      start = Buffer.concat([start, chunk]);
      const form = recognise(start, false);
      if (form) await this.#begin(form, start, contentLength);
    }
    signal.throwIfAborted();
    if (!this.#form) {
      const form =
        contentLength === null || receivedBytes >= contentLength ? recognise(start, true) : null;
      if (!form) throw brokenOff();
      await this.#begin(form, start, receivedBytes);
    }
    await this.#end(receivedBytes, contentLength);
  }

  async #begin(form: AudioForm, start: Buffer, contentLength: number | null): Promise<void> {
    if (contentLength !== null) this.#mostSoundBytes = soundBytesOf(form, contentLength);
    const sizes = contentLength === null ? null : this.#sizesOf(form, contentLength);
    if (sizes?.playedBytes === 0) throw withoutSound();
    this.#form = form;
    this.#options.reserve(this.#entry, sizes ? mostBytesOf(form, sizes) : GROWTH_BYTES);
    this.#store = await storing(LegStore.create(form, this.#options));
    this.#entry.abandoning.signal.throwIfAborted();
    this.#decoder = form.codec === 'gsm' ? await createGsmDecoder() : null;
    const { sound } = form;
    this.#legMeter =
      sound && this.#source.madeOf === undefined ? this.#options.meter.begin(sound) : null;
    this.#entry.begin(this.#store, form, sizes, this.#legMeter);
    await this.#take(form, start);
  }

  /** Stores what has come, decodes or measures what of it is sound. */
  async #take(form: AudioForm, chunk: Uint8Array): Promise<void> {
    if (!this.#store) return;
    const position = this.#store.original.writtenBytes;
    await this.#append(this.#store.original, chunk);
    const from = Math.max(0, form.soundOffset - position);
    const sound = chunk.subarray(from, from + this.#mostSoundBytes - this.#soundBytes);
    if (sound.length === 0) return;
    this.#soundBytes += sound.length;
    if (this.#decoder) await this.#decode(sound, this.#decoder);
    else await this.#legMeter?.feed(sound);
  }

  async #decode(sound: Uint8Array, decoder: GsmDecoder): Promise<void> {
    const file = this.#store?.decoded;
    let from = 0;
    while (file && from < sound.length) {
      const end = from + (file.writtenBytes === 0 ? FIRST_DECODED_BYTES : DECODED_BYTES);
      const decoded = await decoder.decode(sound.subarray(from, end));
      await this.#append(file, decoded);
      await this.#legMeter?.feed(decoded);
      from = end;
    }
  }

  async #append(file: SpoolFile, bytes: Uint8Array): Promise<void> {
    if (!this.#store || bytes.length === 0) return;
    const needed = this.#store.writtenBytes + bytes.length;
    if (needed > this.#entry.reservedBytes) {
      this.#options.reserve(this.#entry, needed + GROWTH_BYTES);
    }
    await storing(file.append(bytes));
    this.#entry.advance();
  }

  /** The body ended without an error. Whether that was the end of the leg is another question. */
  async #end(receivedBytes: number, contentLength: number | null): Promise<void> {
    const form = this.#form;
    if (!form) return;
    if (contentLength !== null && receivedBytes < contentLength) throw brokenOff();
    const sizes = this.#sizesOf(form, receivedBytes);
    if (sizes.playedBytes === 0) throw withoutSound();
    const isShort = contentLength === null && this.#soundBytes < (form.statedSoundBytes ?? 0);
    if (isShort) throw brokenOff();
    this.#legMeter?.end();
    this.#entry.complete(form, sizes, this.#options.now());
  }

  /** Of a leg of so many bytes in all. */
  #sizesOf(form: AudioForm, originalBytes: number): LegSizes {
    return { playedBytes: servedBytesOf(form, soundBytesOf(form, originalBytes)), originalBytes };
  }

  /** Sound that arrived stays; an entry without any, or one that cannot be stored, fails. */
  async endWith(cause: unknown): Promise<void> {
    const { now } = this.#options;
    const error = isLegatoError(cause) ? cause : brokenOff(cause);
    const form = this.#form;
    const originalBytes = this.#store?.original.writtenBytes ?? 0;
    const playedBytes = form && this.#store ? servedBytesOf(form, this.#soundBytes) : 0;
    // Of what cannot be decoded to its end a part would pass for the whole.
    const isPart = error.code !== 'spool-unavailable' && error.code !== 'recording-unreadable';
    const isKept =
      form !== null && playedBytes > 0 && isPart && !this.#entry.abandoning.signal.aborted;
    if (!isKept) return this.#entry.fail(error, now());
    this.#legMeter?.end();
    this.#entry.breakOff(form, { playedBytes, originalBytes }, error, now());
  }

  async close(): Promise<void> {
    this.#decoder?.close();
    const isFailed = this.#entry.state.name === 'failed';
    if (isFailed) this.#legMeter?.drop();
    const store = this.#store;
    await (isFailed ? store?.remove() : store?.endWriting())?.catch(() => {});
  }
}

/** Throws where there is nothing to keep: no sound at all, or an error page. */
function recognise(start: Buffer, isWhole: boolean): AudioForm | null {
  try {
    return readContainer(start, isWhole);
  } catch (error) {
    const isKept = isLegatoError(error) && error.code === 'recording-unreadable';
    const form = isKept ? unplayableForm(start, error) : null;
    if (!form) throw error;
    return form;
  }
}

/** All that is stored of a leg. Beside the whole blocks there may be one that is cut. */
function mostBytesOf(form: AudioForm, { playedBytes, originalBytes }: LegSizes): number {
  return originalBytes + (form.codec ? playedBytes + form.servedUnitBytes : 0);
}

/** Turns what the file system says into something that a person can act on. */
async function storing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new LegatoError(
      'spool-unavailable',
      'Legato cannot store this audio on its disk: it may be full, or the folder is gone. Tell whoever looks after the server, then try again.',
      { cause },
    );
  }
}

const brokenOff = (cause?: unknown) =>
  new LegatoError(
    'pbx-unreachable',
    'The PBX broke off in the middle of this leg. Try again; what has arrived can be played.',
    { cause },
  );

const withoutSound = () =>
  new LegatoError(
    'recording-empty',
    'The PBX sent the header of a file and no sound for this leg.',
  );
