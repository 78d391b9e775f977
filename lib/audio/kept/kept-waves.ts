import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, unlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { MeasuredLeg } from '@/lib/audio/measure/measured-leg';
import type { Timers } from '@/lib/concurrency/with-deadline';
import { DRAFT_ENDING, isNotFound, listKeptFiles, WAVES_ENDING } from './kept-files';
import { sizeOf } from './sound-memory';
import { WaveCipher } from './wave-cipher';
import { type KeptLeg, packWaves, unpackWaves } from './wave-format';

const SWEEP_MS = 3_600_000;
/** What waits for the disk may take so much memory; more is not kept. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024;

/** Which leg, and which recording of it. */
export interface KeptIdentity {
  /** Identity of the leg. Its waves are kept once. */
  key: string;
  /** Changes where the leg was recorded again, or went on: waves of another revision are not its own. */
  revision: string;
}

interface KeptLog {
  warn(fields: Record<string, unknown>, message: string): void;
}

export interface KeptWavesOptions {
  /** A folder on a local disk; files of other names in it are not touched. */
  directory: string;
  /** 32 bytes. What was kept under another key is removed. */
  key: Uint8Array;
  maxBytes: number;
  /** Age after which waves are forgotten, from when they were measured. */
  ttlMs: number;
  now: () => number;
  timers: Pick<Timers, 'every'>;
  log: KeptLog;
  /** An argument, so that a test can provide a full disk. */
  openFile?: (path: string, flags: string, mode: number) => Promise<FileHandle>;
}

/** A file that is there, least recently used first among the others. */
interface Entry {
  bytes: number;
  measuredAtMs: number;
}

/**
 * Waveforms and marks of legs, never their sound, on the disk: encrypted, bounded by bytes and by days,
 * there after a restart. A disk that fails costs nothing but a waveform that is measured again: nothing
 * here rejects, and of a row of failures the first is logged.
 */
export class KeptWaves {
  readonly #options: KeptWavesOptions;
  readonly #cipher: WaveCipher;
  readonly #entries = new Map<string, Entry>();
  #storedBytes = 0;
  /** Measured and not on the disk yet, by file name. */
  readonly #waiting = new Map<string, KeptLeg>();
  #waitingBytes = 0;
  #writing: Promise<void> | null = null;
  #isFailing = false;
  /** Resolves when what earlier processes left is known. */
  readonly #listed: Promise<void>;
  #isListed = false;
  readonly #stopSweeping: () => void;

  constructor(options: KeptWavesOptions) {
    this.#options = options;
    this.#cipher = new WaveCipher(options.key);
    this.#listed = this.#list().then(() => {
      this.#isListed = true;
    });
    const sweepMs = Math.min(options.ttlMs, SWEEP_MS);
    this.#stopSweeping = options.timers.every(sweepMs, () => void this.#makeRoom(0));
  }

  /** What its files take on the disk. */
  get storedBytes(): number {
    return this.#storedBytes;
  }

  /** What is kept of a leg; null for nothing, or nothing that can be read. */
  async find({ key, revision }: KeptIdentity): Promise<MeasuredLeg | null> {
    const name = this.#cipher.nameOf(key);
    if (!this.#isListed && !this.#waiting.has(name)) await this.#listed;
    // Without a look at the disk, so that legs which are asked for together keep their order.
    if (!this.#entries.has(name) && !this.#waiting.has(name)) return null;
    const kept = this.#waiting.get(name) ?? (await this.#read(name));
    if (!kept) return null;
    if (kept.revision === revision && !this.#isOld(kept)) {
      await this.#use(name);
      return kept.measured;
    }
    // Unless another has been written meanwhile.
    const listedAtMs = this.#entries.get(name)?.measuredAtMs ?? kept.measuredAtMs;
    if (listedAtMs === kept.measuredAtMs) await this.#remove(name);
    return null;
  }

  /** Keeps what was measured of a leg, soon, in place of what was kept of it before. */
  keep({ key, revision }: KeptIdentity, measured: MeasuredLeg): void {
    const name = this.#cipher.nameOf(key);
    const bytes = sizeOf(measured);
    if (this.#waitingBytes + bytes > MOST_WAITING_BYTES) return;
    this.#forgetWaiting(name);
    this.#waiting.set(name, { revision, measuredAtMs: this.#options.now(), measured });
    this.#waitingBytes += bytes;
    this.#writing ??= this.#writeAll();
  }

  /** Removes what is kept of a leg: its recording does not exist any more. */
  async forget(key: string): Promise<void> {
    const name = this.#cipher.nameOf(key);
    this.#forgetWaiting(name);
    await this.#remove(name);
  }

  /** Writes what waits, and ends. */
  async close(): Promise<void> {
    this.#stopSweeping();
    await this.#writing;
    await this.#listed;
  }

  async #list(): Promise<void> {
    const { directory } = this.#options;
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const files = await listKeptFiles(directory, `${this.#cipher.keyId}-`);
      for (const { name, ...entry } of files) this.#enter(name, entry);
    } catch (error) {
      this.#warn(error, 'what is kept of waveforms cannot be listed');
    }
    await this.#makeRoom(0);
  }

  async #read(name: string): Promise<KeptLeg | null> {
    let file: Buffer;
    try {
      file = await readFile(this.#pathOf(name));
    } catch (error) {
      if (isNotFound(error)) this.#forget(name);
      else this.#warn(error, 'a kept waveform cannot be read');
      return null;
    }
    const packed = this.#cipher.open(name, file);
    const kept = packed && (await unpackWaves(packed).catch(() => null));
    if (!kept) await this.#remove(name);
    return kept;
  }

  async #writeAll(): Promise<void> {
    await this.#listed;
    for (const [name, kept] of this.#waiting) {
      try {
        await this.#write(name, kept);
        this.#isFailing = false;
      } catch (error) {
        this.#warn(error, 'waveforms cannot be kept');
      }
      if (this.#waiting.get(name) === kept) this.#forgetWaiting(name);
    }
    this.#writing = null;
  }

  async #write(name: string, kept: KeptLeg): Promise<void> {
    const { directory, maxBytes } = this.#options;
    const sealed = this.#cipher.seal(name, await packWaves(kept));
    if (sealed.length > maxBytes) return;
    await this.#makeRoom(sealed.length);
    const draft = join(directory, `${randomUUID()}${DRAFT_ENDING}`);
    const file = await this.#create(draft);
    try {
      await file.writeFile(sealed);
      await file.utimes(kept.measuredAtMs / 1000, kept.measuredAtMs / 1000);
      await file.close();
      await rename(draft, this.#pathOf(name));
    } catch (error) {
      await file.close().catch(() => {});
      await unlink(draft).catch(() => {});
      throw error;
    }
    this.#forget(name);
    this.#enter(name, { bytes: sealed.length, measuredAtMs: kept.measuredAtMs });
  }

  /** In the folder, which is made again where somebody removed it. */
  async #create(path: string): Promise<FileHandle> {
    const { directory, openFile = open } = this.#options;
    const create = () => openFile(path, 'wx', 0o600);
    return create().catch(async (error: unknown) => {
      if (!isNotFound(error)) throw error;
      await mkdir(directory, { recursive: true, mode: 0o700 });
      return create();
    });
  }

  /** Removes what is too old, then what was not used for longest until so many bytes more may come. */
  async #makeRoom(bytes: number): Promise<void> {
    for (const [name, entry] of this.#entries) if (this.#isOld(entry)) await this.#remove(name);
    for (const name of this.#entries.keys()) {
      if (this.#storedBytes + bytes <= this.#options.maxBytes) return;
      await this.#remove(name);
    }
  }

  async #remove(name: string): Promise<void> {
    this.#forget(name);
    try {
      await unlink(this.#pathOf(name));
    } catch (error) {
      if (!isNotFound(error)) this.#warn(error, 'a kept waveform cannot be deleted');
    }
  }

  /** The last one to go. The time of access says so to the next process, and is best effort. */
  async #use(name: string): Promise<void> {
    const entry = this.#entries.get(name);
    if (!entry) return;
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    const usedAt = this.#options.now() / 1000;
    await utimes(this.#pathOf(name), usedAt, entry.measuredAtMs / 1000).catch(() => {});
  }

  #enter(name: string, entry: Entry): void {
    this.#entries.set(name, entry);
    this.#storedBytes += entry.bytes;
  }

  #forget(name: string): void {
    this.#storedBytes -= this.#entries.get(name)?.bytes ?? 0;
    this.#entries.delete(name);
  }

  #forgetWaiting(name: string): void {
    const waiting = this.#waiting.get(name);
    if (!waiting) return;
    this.#waiting.delete(name);
    this.#waitingBytes -= sizeOf(waiting.measured);
  }

  #isOld({ measuredAtMs }: Pick<KeptLeg, 'measuredAtMs'>): boolean {
    return this.#options.now() - measuredAtMs >= this.#options.ttlMs;
  }

  #pathOf(name: string): string {
    return join(this.#options.directory, `${name}${WAVES_ENDING}`);
  }

  #warn(error: unknown, message: string): void {
    if (this.#isFailing) return;
    this.#isFailing = true;
    this.#options.log.warn({ err: error }, message);
  }
}
