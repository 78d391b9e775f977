import { isLegatoError, LegatoError } from '@/lib/errors';
import { type AudioForm, servedBytesOf, soundBytesOf } from './audio-form';
import { createGsmDecoder, GSM_BLOCK_BYTES, type GsmDecoder } from './decode-gsm';
import type { LegSource } from './leg-source';
import type { LegMeter } from './measure/leg-meter';
import type { SoundMeter } from './measure/sound-meter';
import { readContainer } from './read-container';
import type { SpoolEntry } from './spool-entry';
import { type OpenFile, SpoolFile } from './spool-file';

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
  #file: SpoolFile | null = null;
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
        await this.#takeSound(chunk);
        continue;
      }
      start = Buffer.concat([start, chunk]);
      const form = readContainer(start, false);
      if (form) await this.#begin(form, start, contentLength);
    }
    signal.throwIfAborted();
    if (!this.#form) {
      const form =
        contentLength === null || receivedBytes >= contentLength
          ? readContainer(start, true)
          : null;
      if (!form) throw brokenOff();
      await this.#begin(form, start, receivedBytes);
    }
    await this.#end(receivedBytes, contentLength);
  }

  async #begin(form: AudioForm, start: Buffer, contentLength: number | null): Promise<void> {
    const { directory, lingerMs, openFile } = this.#options;
    if (contentLength !== null) this.#mostSoundBytes = soundBytesOf(form, contentLength);
    const servedBytes = contentLength === null ? null : servedBytesOf(form, this.#mostSoundBytes);
    if (servedBytes === 0) throw withoutSound();
    this.#form = form;
    // Beside the whole frames there may be one that is cut, and a byte of padding.
    const mostBytes = servedBytes && servedBytes + form.servedUnitBytes + 1;
    this.#options.reserve(this.#entry, mostBytes ?? GROWTH_BYTES);
    this.#file = await storing(SpoolFile.create(directory, lingerMs, openFile));
    this.#entry.abandoning.signal.throwIfAborted();
    this.#decoder = form.codec === 'gsm' ? await createGsmDecoder() : null;
    this.#legMeter = this.#options.meter.begin(form.sound);
    this.#entry.begin(this.#file, form, servedBytes, this.#legMeter);
    await this.#takeSound(start.subarray(form.soundOffset));
  }

  async #takeSound(chunk: Uint8Array): Promise<void> {
    const room = this.#mostSoundBytes - this.#soundBytes;
    const sound = chunk.length > room ? chunk.subarray(0, room) : chunk;
    if (sound.length === 0) return;
    this.#soundBytes += sound.length;
    if (this.#decoder) await this.#decode(sound, this.#decoder);
    else await this.#store(sound);
  }

  async #decode(sound: Uint8Array, decoder: GsmDecoder): Promise<void> {
    let from = 0;
    while (from < sound.length) {
      const isFirst = this.#file?.writtenBytes === 0;
      const end = from + (isFirst ? FIRST_DECODED_BYTES : DECODED_BYTES);
      await this.#store(await decoder.decode(sound.subarray(from, end)));
      from = end;
    }
  }

  async #store(bytes: Uint8Array): Promise<void> {
    if (!this.#file || bytes.length === 0) return;
    const needed = this.#file.writtenBytes + bytes.length;
    if (needed > this.#entry.reservedBytes) {
      this.#options.reserve(this.#entry, needed + GROWTH_BYTES);
    }
    await storing(this.#file.append(bytes));
    this.#entry.advance(this.#file.writtenBytes);
    await this.#legMeter?.feed(bytes);
  }

  /** The body ended without an error. Whether that was the end of the leg is another question. */
  async #end(receivedBytes: number, contentLength: number | null): Promise<void> {
    const form = this.#form;
    if (!form) return;
    if (contentLength !== null && receivedBytes < contentLength) throw brokenOff();
    const servedBytes = servedBytesOf(form, soundBytesOf(form, receivedBytes));
    if (servedBytes === 0) throw withoutSound();
    const isShort = contentLength === null && this.#soundBytes < (form.statedSoundBytes ?? 0);
    if (isShort) throw brokenOff();
    await this.#pad(form, servedBytes);
    this.#legMeter?.end();
    this.#entry.complete(form, servedBytes, this.#options.now());
  }

  /** Sound that arrived stays playable; an entry without any, or one that cannot be stored, fails. */
  async endWith(cause: unknown): Promise<void> {
    const { now } = this.#options;
    const error = isLegatoError(cause) ? cause : brokenOff(cause);
    const form = this.#form;
    const servedBytes = form && this.#file ? servedBytesOf(form, this.#soundBytes) : 0;
    const isKept =
      form !== null &&
      servedBytes > 0 &&
      error.code !== 'spool-unavailable' &&
      !this.#entry.abandoning.signal.aborted;
    if (!isKept) return this.#entry.fail(error, now());
    try {
      await this.#pad(form, servedBytes);
      this.#legMeter?.end();
      this.#entry.breakOff(form, servedBytes, error, now());
    } catch (storeError) {
      this.#entry.fail(storeError instanceof Error ? storeError : error, now());
    }
  }

  async close(): Promise<void> {
    this.#decoder?.close();
    const file = this.#file;
    if (!file) return;
    if (this.#entry.state.name === 'failed') this.#legMeter?.drop();
    await (this.#entry.state.name === 'failed' ? file.remove() : file.endWriting()).catch(() => {});
  }

  /** One byte after an odd number of them; what was cut off after the last whole frame serves as well. */
  async #pad(form: AudioForm, servedBytes: number): Promise<void> {
    if (!form.isPadded || servedBytes % 2 === 0) return;
    if (this.#file && this.#file.writtenBytes <= servedBytes) {
      await storing(this.#file.append(new Uint8Array(1)));
    }
  }
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
