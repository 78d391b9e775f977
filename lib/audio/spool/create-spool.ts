import type { DecodingThread } from '@/lib/audio/decode/decoding-thread';
import type { KeptWaves } from '@/lib/audio/kept/kept-waves';
import type { SoundMeter } from '@/lib/audio/measure/sound-meter';
import { processTimers, type Timers } from '@/lib/concurrency/with-deadline';
import { isLegatoError, LegatoError } from '@/lib/errors';
import { makeDiskRoom } from './disk-room';
import { downloadLeg } from './download-leg';
import { DownloadQueue } from './download-queue';
import { type LegSound, noSound } from './leg-sound';
import type { LegSource } from './leg-source';
import { MeasuredSounds } from './measured-sounds';
import type { Recording } from './recording';
import { type OpenFile, SpoolFileLostError } from './spool-file';
import { SpoolIndex } from './spool-index';
import { GaveWayError, type LegForm, type LegPurpose, SpooledLeg } from './spooled-leg';
import { wipeLeftovers } from './wipe-leftovers';

const LINGER_MS = 1_500;
const SWEEP_MS = 30_000;
/** Legs that are unpacked at the same time. */
const MOST_UNPACKED = 2;
/** Legs that wait for a download: several crowds, each of a few kilobytes of memory. */
const MOST_WAITING = 5_000;

/** What the spool logs, in the shape of pino's methods. Never audio, nor what could open it. */
interface SpoolLog {
  warn(fields: Record<string, unknown>, message: string): void;
}

export interface SpoolOptions {
  /** A folder on a local disk for the spool alone. Its leftovers are wiped. */
  directory: string;
  maxBytes: number;
  /** Age after which a leg is fetched again. */
  ttlMs: number;
  maxDownloads: number;
  /** Legs beyond this that would have to wait for one of those are refused. */
  maxWaiting?: number;
  /** How long a download and an open file outlive their last listener: a seek closes and asks again. */
  lingerMs?: number;
  now?: () => number;
  timers?: Timers;
  log?: SpoolLog;
  openFile?: OpenFile;
  /** Measures what passes by; ends with the spool. Null measures nothing. */
  meter: SoundMeter | null;
  /** Decodes what browsers do not play, and sides; ends with the spool. */
  decoding: DecodingThread;
  /** Where waveforms stay when their leg has left. None by default. */
  kept?: KeptWaves | null;
  /** Memory for what was measured of the legs in the spool. */
  soundMemoryBytes?: number;
}

export interface OpenOptions {
  /** Fetches a leg that broke off or failed again; a complete one stays. */
  again?: boolean;
  /** `played` by default. Both forms come from the same fetch. */
  form?: LegForm;
  /** `hear` by default. It decides what is fetched first. */
  purpose?: Exclude<LegPurpose, 'measure'>;
  /** False refuses with `spool-unavailable` what would have to be fetched. */
  mayFetch?: boolean;
}

export interface SpoolUsage {
  /** On disk, with what is put aside for legs that are coming. */
  bytes: number;
  downloads: { running: number; waiting: number };
}

export interface Spool {
  /** The thread that its legs are decoded on. */
  readonly decoding: DecodingThread;
  readonly maxBytes: number;
  /**
   * Joins the listeners of a leg, fetching it where it is not spooled. Resolves when its size is
   * known. The caller releases the recording.
   *
   * @throws LegatoError of the source, `recording-…`, or `spool-unavailable`; the reason of `signal`.
   */
  open(source: LegSource, signal: AbortSignal, options?: OpenOptions): Promise<Recording>;
  /**
   * What is kept of a leg; where nothing is, joins its listeners until it has come and is measured, for
   * `patienceMs` at most. Asking again within `lingerMs` keeps the download going. Where it may not fetch,
   * it listens to nothing: it answers from a download that others keep going, else `not-fetched`.
   *
   * @throws As `open`; `recording-unreadable` also where only a browser can decode the leg.
   */
  measure(
    source: LegSource,
    signal: AbortSignal,
    patienceMs: number,
    options?: Pick<OpenOptions, 'mayFetch'>,
  ): Promise<LegSound>;
  /** What it holds and does at this moment. */
  usage(): SpoolUsage;
  /** Logs what failed once headers had been sent, when no problem can be answered any more. */
  report(error: unknown): void;
  /** Ends every download and deletes every file. */
  close(): Promise<void>;
}

/** The encrypted, bounded store of legs on disk: docs/audio.md. One per process and directory. */
export function createSpool(options: SpoolOptions): Spool {
  return new DiskSpool(options);
}

class DiskSpool implements Spool {
  readonly decoding: DecodingThread;
  readonly maxBytes: number;
  readonly #options: SpoolOptions;
  readonly #now: () => number;
  readonly #lingerMs: number;
  readonly #queue: DownloadQueue;
  /** Legs that are made here do not wait for those that wait for the PBX. */
  readonly #unpacking: DownloadQueue;
  readonly #index: SpoolIndex;
  readonly #downloads = new Set<Promise<void>>();
  readonly #sounds: MeasuredSounds | null;
  readonly #timers: Timers;
  readonly #stopSweeping: () => void;
  #isClosed = false;

  constructor(options: SpoolOptions) {
    const { directory, maxBytes, ttlMs, log, meter, kept = null } = options;
    this.#options = options;
    this.decoding = options.decoding;
    this.maxBytes = maxBytes;
    this.#now = options.now ?? Date.now;
    this.#timers = options.timers ?? processTimers;
    this.#lingerMs = options.lingerMs ?? LINGER_MS;
    const queueOf = (maxRunning: number) =>
      new DownloadQueue({
        maxRunning,
        maxWaiting: options.maxWaiting ?? MOST_WAITING,
        giveWay: (leg) => this.#abandon(leg, new GaveWayError('another leg is wanted more')),
        endSlow: (leg) => leg.cutShort(farTooSlow()),
      });
    this.#queue = queueOf(options.maxDownloads);
    this.#unpacking = queueOf(MOST_UNPACKED);
    this.#sounds =
      meter && new MeasuredSounds({ meter, kept, memoryBytes: options.soundMemoryBytes });
    this.#index = new SpoolIndex({
      maxBytes,
      ttlMs,
      now: this.#now,
      onDropped: (leg) => {
        this.#sounds?.forget(leg);
        (leg.madeOf === null ? this.#queue : this.#unpacking).remove(leg);
      },
      onRemovalFailed: (error) => log?.warn({ err: error }, 'a spool file cannot be deleted'),
    });
    this.#stopSweeping = this.#timers.every(Math.min(ttlMs, SWEEP_MS), () => this.#index.sweep());
    wipeLeftovers(directory, (error) =>
      log?.warn({ err: error, directory }, 'the spool directory cannot be wiped'),
    );
  }

  async open(
    source: LegSource,
    signal: AbortSignal,
    { again = false, form = 'played', purpose = 'hear', mayFetch = true }: OpenOptions = {},
  ): Promise<Recording> {
    signal.throwIfAborted();
    if (this.#isClosed) throw shuttingDown();
    if (!mayFetch && !this.#index.find(source.key, again)) throw fetchedAnew();
    const { leg, isNew, leave } = this.#join(source, purpose, { again });
    try {
      await leg.whenReady(form, signal);
      return leg.open(form, leave);
    } catch (error) {
      const isLost = error instanceof SpoolFileLostError;
      if (isLost) this.#index.detach(leg);
      leave();
      if (!isLost) throw error;
      if (isNew) throw storeVanished(error);
      return this.open(source, signal, { form, purpose, mayFetch });
    }
  }

  async measure(
    source: LegSource,
    signal: AbortSignal,
    patienceMs: number,
    { mayFetch = true }: Pick<OpenOptions, 'mayFetch'> = {},
  ): Promise<LegSound> {
    signal.throwIfAborted();
    if (this.#isClosed) throw shuttingDown();
    const sounds = this.#sounds;
    if (!sounds) return noSound('not-measured');
    const known = await sounds.known(source, this.#index.findCome(source.key));
    if (known) return known;
    for (let isFirst = false; ; isFirst = true) {
      signal.throwIfAborted();
      if (this.#isClosed) throw shuttingDown();
      if (!mayFetch) return this.#watch(sounds, source, signal, patienceMs);
      const { leg, leave } = this.#join(source, 'measure', { isFirst });
      try {
        return await sounds.ofLeg(leg, signal, patienceMs);
      } catch (error) {
        // It is fetched again from its start when a place becomes free.
        if (!(leg.abandoning.signal.reason instanceof GaveWayError)) throw error;
      } finally {
        leave();
      }
    }
  }

  /** Joins nobody: a download that only a question kept going would be one that nobody plays. */
  async #watch(
    sounds: MeasuredSounds,
    source: LegSource,
    signal: AbortSignal,
    patienceMs: number,
  ): Promise<LegSound> {
    const leg = this.#index.find(source.key, false);
    if (!leg) return noSound('not-fetched');
    try {
      return await sounds.ofLeg(leg, signal, patienceMs);
    } catch (error) {
      if (this.#isClosed || !leg.abandoning.signal.aborted) throw error;
      return noSound('not-fetched');
    }
  }

  usage(): SpoolUsage {
    return { bytes: this.#index.reservedBytes, downloads: this.#queue.length };
  }

  report(error: unknown): void {
    // A leg that broke off is logged once, not by each of its listeners.
    if (isLegatoError(error)) return;
    this.#options.log?.warn({ err: error }, 'a stored leg cannot be read');
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopSweeping();
    const legs = [...this.#index];
    for (const leg of legs) this.#abandon(leg, shuttingDown());
    await Promise.all(this.#downloads);
    await Promise.allSettled(legs.map((leg) => leg.remove()));
    await this.#options.meter?.close();
    await this.decoding.close();
  }

  /** Makes the caller a listener of the leg, and begins its download where there is none. */
  #join(
    source: LegSource,
    purpose: LegPurpose,
    { again = false, isFirst = false }: { again?: boolean; isFirst?: boolean },
  ) {
    const known = this.#index.find(source.key, again);
    const queue = source.madeOf === undefined ? this.#queue : this.#unpacking;
    if (!known) queue.makeRoom(purpose);
    const leg =
      known ??
      new SpooledLeg(source, {
        onChanged: (changed) => queue.reconsider(changed),
        onIdle: (idle) => this.#onIdle(idle),
      });
    const leave = leg.join(purpose);
    if (!known) this.#queueDownload(queue, leg, source, isFirst);
    if (purpose === 'hear' && leg.state.name === 'waiting') this.#queue.makeWay();
    return { leg, isNew: !known, leave };
  }

  #queueDownload(queue: DownloadQueue, leg: SpooledLeg, source: LegSource, isFirst: boolean): void {
    this.#index.add(leg);
    const run = async () => {
      if (leg.isIdle) this.#abandon(leg);
      if (leg.abandoning.signal.aborted) return;
      const download = downloadLeg(leg, source, {
        directory: this.#options.directory,
        lingerMs: this.#lingerMs,
        timers: this.#timers,
        openFile: this.#options.openFile,
        now: this.#now,
        meter: this.#options.meter,
        decoding: this.decoding,
        reserve: (owner, bytes, isAll) => this.#index.reserve(owner, bytes, isAll),
        roomOnDisk: () => makeDiskRoom(this.#options.directory, this.#index),
        freeDisk: () => this.#index.dropOldest(),
        onSlow: (slow) => queue.slowDown(slow),
      });
      this.#downloads.add(download);
      await download;
      this.#downloads.delete(download);
      this.#onSettled(leg);
    };
    queue.add(leg, run, isFirst);
  }

  #onSettled(leg: SpooledLeg): void {
    const { state } = leg;
    // Those who still waited for headers get the error, which is logged there. The others were cut off.
    const isNews = leg.madeOf === null && !leg.abandoning.signal.aborted;
    if ('error' in state && leg.wasReady && isNews) {
      this.#options.log?.warn(
        { err: state.error, leg: leg.key },
        state.name === 'failed' ? "a leg's download failed" : "a leg's download broke off",
      );
    }
    this.#sounds?.adopt(leg);
    this.#index.settle(leg);
    this.#index.dropIfDone(leg);
  }

  #onIdle(leg: SpooledLeg): void {
    if (leg.settledAt !== null) {
      this.#index.dropIfDone(leg);
      return;
    }
    leg.cancelLingering = this.#timers.after(this.#lingerMs, () => {
      if (leg.settledAt === null) this.#abandon(leg);
    });
  }

  /** Ends a download that nobody waits for. Nothing of it is kept. */
  #abandon(leg: SpooledLeg, reason = new Error('the last listener left')): void {
    if (leg.settledAt === null) {
      leg.abandoning.abort(reason);
      leg.fail(reason, this.#now());
    }
    void this.#index.drop(leg);
  }
}

/** What was to be read has been removed, or fetched again. */
export const fetchedAnew = () =>
  new LegatoError(
    'spool-unavailable',
    'This leg has just been fetched again. Try again in a moment.',
    { retryAfterSeconds: 1 },
  );

export const storedUnreadable = (cause: unknown) =>
  new LegatoError('spool-unavailable', 'The stored audio cannot be read. Try again.', { cause });

const storeVanished = (cause: unknown) =>
  new LegatoError(
    'spool-unavailable',
    'The file in which Legato stored this audio vanished at once. Ask your administrator, then try again.',
    { cause },
  );

const farTooSlow = () =>
  new LegatoError(
    'pbx-timed-out',
    'The PBX sends this leg far more slowly than it is heard, and others as well, so Legato has stopped waiting. What has arrived can be played; try again later.',
  );

const shuttingDown = () =>
  new LegatoError('spool-unavailable', 'Legato is shutting down. Try again in a moment.', {
    retryAfterSeconds: 5,
  });
