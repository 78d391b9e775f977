import type { SoundMeter } from '@/lib/audio/measure/sound-meter';
import { isLegatoError, LegatoError } from '@/lib/errors';
import { createPacer, type Pacer } from '@/lib/http/pacer';
import { downloadLeg } from './download-leg';
import { DownloadQueue } from './download-queue';
import type { LegSource } from './leg-source';
import { type LegSound, measureEntry } from './measure-entry';
import type { Recording } from './recording';
import { SpoolEntry } from './spool-entry';
import { type OpenFile, SpoolFileLostError } from './spool-file';
import { SpoolIndex } from './spool-index';
import type { LegForm } from './track';
import { wipeLeftovers } from './wipe-leftovers';

const LINGER_MS = 1_500;
const SWEEP_MS = 30_000;
/** Legs that are decoded at the same time, on the thread that answers requests. */
const MOST_UNPACKED = 2;

/** What the spool has to say, in the shape of pino's methods. Never audio, nor what could open it. */
export interface SpoolLog {
  warn(fields: Record<string, unknown>, message: string): void;
}

export interface SpoolOptions {
  /** A folder on a local disk for the spool alone. Its leftovers are wiped. */
  directory: string;
  maxBytes: number;
  /** Age after which a leg is fetched anew. */
  ttlMs: number;
  maxDownloads: number;
  /** How long a download and an open file outlive their last listener: a seek closes and asks anew. */
  lingerMs?: number;
  now?: () => number;
  log?: SpoolLog;
  openFile?: OpenFile;
  /** Measures what passes by; ends with the spool. */
  meter: SoundMeter;
}

export interface OpenOptions {
  /** Asks anew for a leg that broke off or failed; a complete one stays. */
  again?: boolean;
  /** `played` by default. Either form is of the same fetch. */
  form?: LegForm;
  /** False refuses with `spool-unavailable` what would have to be fetched. */
  mayFetch?: boolean;
}

export interface Spool {
  /**
   * Joins the listeners of a leg, fetching it where it is not spooled. Resolves when its size is
   * known. The caller releases what it gets.
   *
   * @throws LegatoError of the source, `recording-…`, or `spool-unavailable`; the reason of `signal`.
   */
  open(source: LegSource, signal: AbortSignal, options?: OpenOptions): Promise<Recording>;
  /**
   * Joins the listeners of a leg until it has come and is measured, for `patienceMs` at most. Who asks
   * again within the linger keeps the download going.
   *
   * @throws As `open`; `recording-unreadable` also where only a browser can decode the leg.
   */
  measure(source: LegSource, signal: AbortSignal, patienceMs: number): Promise<LegSound>;
  /** Shares the process's time among the responses that are being sent. */
  readonly pacer: Pacer;
  /** Logs what failed once headers had been sent, when nobody can be told any more. */
  report(error: unknown): void;
  /** Ends every download and deletes every file. */
  close(): Promise<void>;
}

/** The encrypted, bounded store of legs on disk: docs/audio.md. One per process and directory. */
export function createSpool(options: SpoolOptions): Spool {
  return new DiskSpool(options);
}

class DiskSpool implements Spool {
  readonly pacer = createPacer();
  readonly #options: SpoolOptions;
  readonly #now: () => number;
  readonly #lingerMs: number;
  readonly #queue: DownloadQueue;
  /** What is made here waits for nothing that waits for the PBX. */
  readonly #unpacking = new DownloadQueue(MOST_UNPACKED);
  readonly #index: SpoolIndex;
  readonly #downloads = new Set<Promise<void>>();
  readonly #sweeper: NodeJS.Timeout;
  #isClosed = false;

  constructor(options: SpoolOptions) {
    const { directory, maxBytes, ttlMs, log } = options;
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#lingerMs = options.lingerMs ?? LINGER_MS;
    this.#queue = new DownloadQueue(options.maxDownloads);
    this.#index = new SpoolIndex({
      maxBytes,
      ttlMs,
      now: this.#now,
      onRemovalFailed: (error) => log?.warn({ err: error }, 'a spool file cannot be deleted'),
    });
    this.#sweeper = setInterval(() => this.#index.sweep(), Math.min(ttlMs, SWEEP_MS)).unref();
    try {
      wipeLeftovers(directory);
    } catch (error) {
      log?.warn({ err: error, directory }, 'the spool directory cannot be prepared');
    }
  }

  async open(
    source: LegSource,
    signal: AbortSignal,
    { again = false, form = 'played', mayFetch = true }: OpenOptions = {},
  ): Promise<Recording> {
    signal.throwIfAborted();
    if (this.#isClosed) throw shuttingDown();
    if (!mayFetch && !this.#index.find(source.key, again)) throw fetchedAnew();
    const { entry, isNew, leave } = this.#join(source, again);
    try {
      await entry.whenReady(form, signal);
      return entry.open(form, leave);
    } catch (error) {
      const isLost = error instanceof SpoolFileLostError;
      if (isLost) this.#index.detach(entry);
      leave();
      if (!isLost) throw error;
      if (isNew) throw storeVanished(error);
      return this.open(source, signal, { form, mayFetch });
    }
  }

  async measure(source: LegSource, signal: AbortSignal, patienceMs: number): Promise<LegSound> {
    signal.throwIfAborted();
    if (this.#isClosed) throw shuttingDown();
    const { entry, leave } = this.#join(source, false);
    try {
      return await measureEntry(entry, signal, patienceMs);
    } finally {
      leave();
    }
  }

  report(error: unknown): void {
    // A leg that broke off is logged once, not by each of its listeners.
    if (isLegatoError(error)) return;
    this.#options.log?.warn({ err: error }, 'a stored leg cannot be read');
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#sweeper);
    const entries = [...this.#index];
    for (const entry of entries) this.#abandon(entry, shuttingDown());
    await Promise.all(this.#downloads);
    await Promise.allSettled(entries.map((entry) => entry.remove()));
    await this.#options.meter.close();
  }

  /** Makes the caller a listener of the leg, and begins its download where there is none. */
  #join(source: LegSource, again: boolean) {
    const known = this.#index.find(source.key, again);
    const entry = known ?? new SpoolEntry(source, (idle) => this.#onIdle(idle));
    const leave = entry.join();
    if (!known) this.#queueDownload(entry, source);
    return { entry, isNew: !known, leave };
  }

  #queueDownload(entry: SpoolEntry, source: LegSource): void {
    this.#index.add(entry);
    const queue = source.madeOf === undefined ? this.#queue : this.#unpacking;
    queue.add(async () => {
      if (entry.isIdle) this.#abandon(entry);
      if (entry.abandoning.signal.aborted) return;
      const download = downloadLeg(entry, source, {
        directory: this.#options.directory,
        lingerMs: this.#lingerMs,
        openFile: this.#options.openFile,
        now: this.#now,
        meter: this.#options.meter,
        reserve: (owner, bytes) => this.#index.reserve(owner, bytes),
      });
      this.#downloads.add(download);
      await download;
      this.#downloads.delete(download);
      this.#onSettled(entry);
    });
  }

  #onSettled(entry: SpoolEntry): void {
    const { state } = entry;
    // Who still waited for headers was told, and tells the log. Who was being served was cut off.
    const isNews = entry.madeOf === null && !entry.abandoning.signal.aborted;
    if ('error' in state && entry.edition && isNews) {
      this.#options.log?.warn(
        { err: state.error, leg: entry.key },
        state.name === 'failed' ? "a leg's download failed" : "a leg's download broke off",
      );
    }
    this.#index.settle(entry);
    this.#index.dropIfDone(entry);
  }

  #onIdle(entry: SpoolEntry): void {
    if (entry.settledAt !== null) {
      this.#index.dropIfDone(entry);
      return;
    }
    entry.lingerTimer = setTimeout(() => {
      if (entry.settledAt === null) this.#abandon(entry);
    }, this.#lingerMs).unref();
  }

  /** Ends a download that nobody waits for. Nothing of it is kept. */
  #abandon(entry: SpoolEntry, reason = new Error('the last listener left')): void {
    entry.abandoning.abort(reason);
    entry.fail(reason, this.#now());
    this.#index.drop(entry);
  }
}

/** What was to be read is not there any more, or is there anew. */
export const fetchedAnew = () =>
  new LegatoError(
    'spool-unavailable',
    'This leg has just been fetched anew. Try again in a moment.',
    { retryAfterSeconds: 1 },
  );

export const storedUnreadable = (cause: unknown) =>
  new LegatoError('spool-unavailable', 'The stored audio cannot be read. Try again.', { cause });

const storeVanished = (cause: unknown) =>
  new LegatoError(
    'spool-unavailable',
    'The file in which Legato stored this audio vanished at once. Tell whoever looks after the server, then try again.',
    { cause },
  );

const shuttingDown = () =>
  new LegatoError('spool-unavailable', 'Legato is shutting down. Try again in a moment.', {
    retryAfterSeconds: 5,
  });
