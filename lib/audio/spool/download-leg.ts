import { setImmediate as nextTurn } from 'node:timers/promises';
import { createRecoder, type Recoder } from '@/lib/audio/decode/create-recoder';
import type { DecodingThread } from '@/lib/audio/decode/decoding-thread';
import { type AudioForm, servedBytesOf, soundBytesOf } from '@/lib/audio/formats/audio-form';
import { ContainerReader } from '@/lib/audio/formats/container-reader';
import { unplayableForm } from '@/lib/audio/formats/unplayable-form';
import { GSM_BLOCK_BYTES } from '@/lib/audio/formats/wave-form';
import type { LegMeter, SoundMeter } from '@/lib/audio/measure/sound-meter';
import type { SeekJudge } from '@/lib/audio/seeking/mend';
import { createSeekJudge } from '@/lib/audio/seeking/seek-judge';
import type { Timers } from '@/lib/concurrency/with-deadline';
import { isLegatoError, LegatoError } from '@/lib/errors';
import { DownloadPace } from './download-pace';
import type { LegSource } from './leg-source';
import { type MendedLeg, mendLeg } from './mend-leg';
import { SpoolFile, type SpoolFileOptions } from './spool-file';
import type { LegSizes, SpooledLeg } from './spooled-leg';

/** Decoded before the first byte is served: nearly a second of sound. */
const FIRST_DECODED_BYTES = 20 * GSM_BLOCK_BYTES;
/** And then piece by piece, so that listeners do not wait for what they will hear much later. */
const DECODED_BYTES = 100 * GSM_BLOCK_BYTES;
/** Samples are only written in another way, which takes next to nothing. */
const RECODED_BYTES = 64 * 1024;

/** Where not all of what came is stored or decoded. */
const FAILS_WHOLE: ReadonlySet<string> = new Set([
  'spool-unavailable',
  'recording-unreadable',
  'internal-error',
]);

interface DownloadOptions extends SpoolFileOptions {
  timers: Pick<Timers, 'after' | 'every'>;
  now: () => number;
  meter: SoundMeter | null;
  /** What no browser plays is decoded there. */
  decoding: DecodingThread;
  /** Makes room for so many bytes of this leg, more to come. Throws LegatoError `spool-unavailable`. */
  reserve: (leg: SpooledLeg, bytes: number, isAll: boolean) => void;
  /** Resolves when the disk has room for what is reserved. Throws as `reserve` does. */
  roomOnDisk: () => Promise<void>;
  /** Called once: it comes far more slowly than it is heard. */
  onSlow: (leg: SpooledLeg) => void;
}

/**
 * Fetches one leg: recognises the container, decodes where a browser could not play it, measures and
 * stores. Never rejects: how it ended is the leg's state.
 */
export async function downloadLeg(leg: SpooledLeg, source: LegSource, options: DownloadOptions) {
  const download = new Download(leg, source, options);
  try {
    await download.run();
  } catch (error) {
    await download.endWith(error);
  } finally {
    await download.close();
  }
}

class Download {
  readonly #leg: SpooledLeg;
  readonly #source: LegSource;
  readonly #options: DownloadOptions;
  /** Aborted when nobody wants the leg any more, or when the disk fails. */
  readonly #stopping = new AbortController();
  #original: SpoolFile | null = null;
  #decoded: SpoolFile | null = null;
  #form: AudioForm | null = null;
  #decoder: Recoder | null = null;
  #legMeter: LegMeter | null = null;
  #judge: SeekJudge | null = null;
  /** Bytes of the original's sound that were taken in, and the most that will be. */
  #soundBytes = 0;
  #mostSoundBytes = Number.POSITIVE_INFINITY;
  readonly #pace: DownloadPace;

  constructor(leg: SpooledLeg, source: LegSource, options: DownloadOptions) {
    this.#leg = leg;
    this.#source = source;
    this.#options = options;
    leg.cutShort = (error) => this.#stopping.abort(error);
    this.#pace = new DownloadPace({
      timers: options.timers,
      onSlow: () => options.onSlow(leg),
      onTooLong: () => leg.cutShort(tookTooLong()),
    });
  }

  async run(): Promise<void> {
    const abandoned = this.#leg.abandoning.signal;
    abandoned.throwIfAborted();
    abandoned.addEventListener('abort', () => this.#stopping.abort(abandoned.reason));
    const { signal } = this.#stopping;
    // The file is created while the PBX prepares its answer.
    this.#original = this.#createFile();
    const { contentLength, body } = await this.#source.fetch(signal);
    const reader = new ContainerReader();
    let form: AudioForm | null = null;
    /** What has come of the leg since it was recognised, not stored yet. */
    let start: Buffer = Buffer.alloc(0);
    let receivedBytes = 0;
    for await (const chunk of this.#pace.count(body)) {
      signal.throwIfAborted();
      receivedBytes += chunk.length;
      if (this.#form) {
        await this.#take(this.#form, chunk, this.#judge);
        continue;
      }
      if (form) {
        start = Buffer.concat([start, chunk]);
      } else {
        form = recognise(reader, () => reader.push(asBuffer(chunk)));
        if (form) start = reader.takeRest();
        else await this.#storeBefore(reader.takeSkipped());
      }
      if (form && this.#judgeStart(form, start, contentLength)) {
        await this.#begin(form, start, contentLength);
      }
    }
    signal.throwIfAborted();
    if (!this.#form) {
      if (contentLength !== null && receivedBytes < contentLength) throw brokenOff();
      if (!form) {
        form = recognise(reader, () => reader.end());
        if (!form) throw brokenOff();
        start = reader.takeRest();
      }
      this.#judgeStart(form, start, receivedBytes);
      await this.#begin(form, start, receivedBytes);
    }
    await this.#end(receivedBytes, contentLength);
  }

  /**
   * Judges all that has come since the leg was recognised.
   *
   * @returns Whether that is enough to know if it may be served before all of it has come.
   */
  #judgeStart(form: AudioForm, start: Buffer, contentLength: number | null): boolean {
    if (this.#source.madeOf !== undefined) return true;
    this.#judge = createSeekJudge(form);
    const most = contentLength === null ? start.length : soundBytesOf(form, contentLength);
    const from = Math.max(0, form.soundOffset - (this.#original?.appendedBytes ?? 0));
    this.#judge?.add(start.subarray(from, from + most));
    return this.#judge?.isHeldBack !== null;
  }

  #createFile(): SpoolFile {
    const file = new SpoolFile(this.#options);
    file.onFailure = (error) => {
      this.#leg.fail(error, this.#options.now());
      this.#stopping.abort(error);
    };
    return file;
  }

  async #begin(form: AudioForm, start: Buffer, contentLength: number | null): Promise<void> {
    if (contentLength !== null) this.#mostSoundBytes = soundBytesOf(form, contentLength);
    const stated = contentLength === null ? null : this.#sizesOf(form, contentLength);
    if (stated?.playedBytes === 0) throw withoutSound();
    const sizes = this.#judge?.isHeldBack ? null : stated;
    const original = this.#original;
    if (!original) throw new Error('the download has not begun');
    this.#form = form;
    this.#pace.expect(form.bytesPerSecond / servedShareOf(form), contentLength);
    const bytes = stated ? mostBytesOf(form, stated) : original.appendedBytes + start.length;
    this.#options.reserve(this.#leg, bytes, stated !== null);
    await Promise.all([original.opened, this.#options.roomOnDisk()]);
    this.#stopping.signal.throwIfAborted();
    if (form.codec) {
      this.#decoded = this.#createFile();
      this.#decoder = createRecoder(form.codec, this.#options.decoding);
    }
    const { sound } = form;
    this.#legMeter =
      sound && this.#source.madeOf === undefined
        ? (this.#options.meter?.begin(sound) ?? null)
        : null;
    const content = { form, original, decoded: this.#decoded, meter: this.#legMeter };
    this.#leg.begin(content, sizes);
    // The judge has had these bytes.
    await this.#take(form, start, null);
  }

  /** Stores what stands before the sound while the leg is not recognised yet. */
  async #storeBefore(bytes: Uint8Array): Promise<void> {
    if (!this.#original || bytes.length === 0) return;
    await this.#original.opened;
    await this.#append(this.#original, bytes);
  }

  /** Stores what has come; decodes and measures the part of it that is sound. */
  async #take(form: AudioForm, chunk: Uint8Array, judge: SeekJudge | null): Promise<void> {
    const original = this.#original;
    if (!original) return;
    const position = original.appendedBytes;
    await this.#append(original, chunk);
    const from = Math.max(0, form.soundOffset - position);
    const sound = chunk.subarray(from, from + this.#mostSoundBytes - this.#soundBytes);
    if (sound.length === 0) return;
    const isFirst = this.#soundBytes === 0;
    this.#soundBytes += sound.length;
    judge?.add(sound);
    if (this.#decoder) return await this.#decode(sound, this.#decoder);
    // The first bytes are sent before anything else is done with them.
    if (isFirst) await nextTurn();
    await this.#legMeter?.feed(sound);
  }

  async #decode(sound: Uint8Array, decoder: Recoder): Promise<void> {
    const file = this.#decoded;
    let from = 0;
    while (file && from < sound.length) {
      const end = from + this.#pieceBytes(file);
      for await (const pcm of decoder.decode(sound.subarray(from, end))) {
        await this.#append(file, pcm);
        // What has been decoded is sent before more is.
        await nextTurn();
        await this.#legMeter?.feed(pcm);
      }
      from = end;
    }
  }

  #pieceBytes(file: SpoolFile): number {
    if (this.#form?.codec !== 'gsm') return RECODED_BYTES;
    return file.appendedBytes === 0 ? FIRST_DECODED_BYTES : DECODED_BYTES;
  }

  async #append(file: SpoolFile, bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    this.#stopping.signal.throwIfAborted();
    const storedBytes = (this.#original?.appendedBytes ?? 0) + (this.#decoded?.appendedBytes ?? 0);
    const needed = storedBytes + bytes.length;
    if (needed > this.#leg.reservedBytes) this.#options.reserve(this.#leg, needed, false);
    await file.append(bytes);
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
    const mended = await this.#mend(form, (served) => this.#serveAs(served));
    const playedBytes = mended?.playedBytes ?? sizes.playedBytes;
    this.#leg.complete({ ...sizes, playedBytes }, this.#options.now());
  }

  /**
   * Makes what is served in place of a leg in which browsers do not find each second. Where there is no room for
   * that, or its decoder fails, the leg is served as it came.
   *
   * @param onSized Its size is known, and reading could begin.
   * @returns Null where nothing needs mending, or cannot be mended.
   */
  async #mend(form: AudioForm, onSized: (mended: MendedLeg) => void): Promise<MendedLeg | null> {
    const mend = this.#judge?.verdict() ?? null;
    const original = this.#original;
    if (!mend || !original) return null;
    try {
      return await mendLeg(mend, {
        original,
        form,
        soundBytes: this.#soundBytes,
        createFile: () => {
          this.#decoded = this.#createFile();
          return this.#decoded;
        },
        append: (file, bytes) => this.#append(file, bytes),
        reserve: async (bytes) => {
          this.#options.reserve(this.#leg, this.#leg.storedBytes + bytes, true);
          await this.#options.roomOnDisk();
        },
        decoding: this.#options.decoding,
        onSized,
        signal: this.#stopping.signal,
      });
    } catch (error) {
      if (this.#stopping.signal.aborted) throw error;
      const file = this.#decoded;
      this.#decoded = null;
      const { playedBytes } = this.#sizesOf(form, original.appendedBytes);
      onSized({ form, file: null, playedBytes });
      // Those who read it already are told, and ask again.
      file?.stop(error instanceof Error ? error : new Error(String(error)));
      await file?.remove();
      return null;
    }
  }

  #serveAs({ form, file, playedBytes }: MendedLeg): void {
    const originalBytes = this.#original?.appendedBytes ?? 0;
    this.#leg.serveAs(form, file, { playedBytes, originalBytes });
  }

  /** Of a leg of so many bytes in all. */
  #sizesOf(form: AudioForm, originalBytes: number): LegSizes {
    return { playedBytes: servedBytesOf(form, soundBytesOf(form, originalBytes)), originalBytes };
  }

  /** Sound that arrived stays; a leg without any, or one that cannot be stored, fails. */
  async endWith(cause: unknown): Promise<void> {
    const { now } = this.#options;
    const error = isLegatoError(cause) ? cause : brokenOff(cause);
    const form = this.#form;
    const originalBytes = this.#original?.appendedBytes ?? 0;
    const playedBytes = form ? servedBytesOf(form, this.#soundBytes) : 0;
    // Of what cannot be decoded to its end a part would pass for the whole.
    const isPart = !FAILS_WHOLE.has(error.code);
    const isKept = playedBytes > 0 && isPart && !this.#leg.abandoning.signal.aborted;
    if (!isKept) return this.#leg.fail(error, now());
    this.#legMeter?.end();
    // Of a part it has to be said that it is one: nobody is answered before all of it is made.
    const mended = form && (await this.#mend(form, () => {}).catch(() => null));
    if (mended) this.#serveAs(mended);
    const sizes = { playedBytes: mended?.playedBytes ?? playedBytes, originalBytes };
    this.#leg.breakOff(sizes, error, now());
  }

  /** Waits until the last bytes are on the disk. A disk that fails then fails the leg as well. */
  async close(): Promise<void> {
    this.#pace.end();
    this.#decoder?.close();
    const files = [this.#original, this.#decoded];
    if (this.#leg.state.name !== 'failed') {
      await Promise.allSettled(files.map((file) => file?.endWriting()));
    }
    // What left the spool before its files were registered there cannot have deleted them.
    if (this.#leg.state.name !== 'failed' && !this.#leg.isRemoved) return;
    this.#legMeter?.drop();
    await Promise.allSettled(files.map((file) => file?.remove()));
  }
}

/** The same bytes, not copied. */
const asBuffer = ({ buffer, byteOffset, length }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, length);

/** Throws where there is nothing to keep: no sound at all, or an error page. */
function recognise(reader: ContainerReader, read: () => AudioForm | null): AudioForm | null {
  try {
    return read();
  } catch (error) {
    const isKept = isLegatoError(error) && error.code === 'recording-unreadable';
    const form = isKept ? unplayableForm(reader.first, error) : null;
    if (!form) throw error;
    return form;
  }
}

/** All that is stored of a leg. Beside the whole blocks there may be one that is cut. */
function mostBytesOf(form: AudioForm, { playedBytes, originalBytes }: LegSizes): number {
  return originalBytes + (form.codec ? playedBytes + form.servedUnitBytes : 0);
}

/** Bytes that are served for each that comes. */
const servedShareOf = ({ unitBytes, servedUnitBytes }: AudioForm): number =>
  servedUnitBytes / unitBytes;

const tookTooLong = () =>
  new LegatoError(
    'pbx-timed-out',
    'The PBX has been sending this leg for far longer than it lasts, so Legato has stopped waiting. What has arrived can be played; try again later.',
  );

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
