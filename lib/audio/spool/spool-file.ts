import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Timers } from '@/lib/concurrency/with-deadline';
import { LegatoError } from '@/lib/errors';
import { ByteWaiters } from './byte-waiters';
import { BLOCK_BYTES, FileCipher } from './file-cipher';

/** Ending of the spool's own files: only files with this ending are wiped at start. */
export const FILE_ENDING = '.legato-spool';
/** Most bytes of one file that are kept in memory, written or not. */
const MEMORY_BYTES = 256 * 1024;
/** What is appended is kept in pieces of at most this size. */
const PIECE_BYTES = 64 * 1024;

/** How `open` of node:fs/promises is called here. An argument, so that a test can provide a full disk. */
export type OpenFile = (path: string, flags: string, mode: number) => Promise<FileHandle>;

export interface SpoolFileOptions {
  directory: string;
  /** How long the descriptor for reading stays open after the last holder has left. */
  lingerMs: number;
  timers: Pick<Timers, 'after'>;
  openFile?: OpenFile | undefined;
  /** The disk is full: resolves to whether something was deleted, so that it is worth another try. */
  freeDisk?: (() => Promise<boolean>) | undefined;
}

/** Reads up to this many bytes share one buffer; they never overlap, as reading is synchronous. */
const SCRATCH_BYTES = 256 * 1024;
const scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES + BLOCK_BYTES);

/**
 * One encrypted file: written once from front to back, read anywhere, also while it is written. What
 * was appended can be read at once, from memory, and goes to the disk in the background; at most
 * `MEMORY_BYTES` are kept for that.
 *
 * Reads from the disk are synchronous: the file was written moments ago and comes from the page cache
 * in microseconds, where a thread pool would cost more than the read.
 */
export class SpoolFile {
  /** Resolves when the file exists; rejects with a LegatoError where it cannot be created. */
  readonly opened: Promise<void>;
  readonly #path: string;
  readonly #lingerMs: number;
  readonly #freeDisk: () => Promise<boolean>;
  readonly #cipher = new FileCipher();
  readonly #writer: Promise<FileHandle>;
  /** The last bytes that were appended, oldest first; what is not written yet is among them. */
  #recent: Uint8Array[] = [];
  /** Position of the first byte of `#recent`. */
  #recentStart = 0;
  #appendedBytes = 0;
  #writtenBytes = 0;
  #writing: Promise<void> | null = null;
  #onWritten = () => {};
  readonly #timers: Pick<Timers, 'after'>;
  readonly #waiters = new ByteWaiters();
  /** Why nothing more will come. */
  #stopped: Error | null = null;
  #failure: LegatoError | null = null;
  /** Called once when the disk fails. */
  onFailure: (error: LegatoError) => void = () => {};
  #isCreated = false;
  #isClosed = false;
  #isRemoved = false;
  #isDamaged = false;
  #reader: number | null = null;
  #holders = 0;
  #stopIdling: (() => void) | null = null;

  /** Starts to create the file, and its directory where that is gone. */
  constructor({
    directory,
    lingerMs,
    timers,
    openFile = open,
    freeDisk = async () => false,
  }: SpoolFileOptions) {
    this.#path = join(directory, `${randomUUID()}${FILE_ENDING}`);
    this.#lingerMs = lingerMs;
    this.#timers = timers;
    this.#freeDisk = freeDisk;
    const create = () => this.#untilRoom(() => openFile(this.#path, 'wx', 0o600));
    // A turn later: waking the thread pool must not delay what is sent in this one.
    this.#writer = nextTurn()
      .then(create)
      .catch(async (error: unknown) => {
        if (!isNotFound(error)) throw error;
        await mkdir(directory, { recursive: true, mode: 0o700 });
        return create();
      });
    this.opened = this.#writer
      .then(() => {
        this.#isCreated = true;
      })
      .catch((cause: unknown) => {
        throw this.#fail(cause);
      });
    this.opened.catch(() => {});
  }

  /** Bytes that were appended, on the disk or not. */
  get appendedBytes(): number {
    return this.#appendedBytes;
  }

  /** Bytes that can be read. Where the disk failed, what was not written is lost. */
  get availableBytes(): number {
    return this.#failure ? this.#writtenBytes : this.#appendedBytes;
  }

  /**
   * Adds bytes at the end; they can be read at once where there is room in memory. Resolves when more
   * may be given. The bytes must not change afterwards.
   *
   * @throws LegatoError `spool-unavailable` when the disk has failed.
   */
  async append(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
      const piece = bytes.subarray(from, from + PIECE_BYTES);
      while (this.#isFull(piece.length)) {
        await new Promise<void>((resolve) => {
          this.#onWritten = resolve;
        });
      }
      if (this.#failure) throw this.#failure;
      if (this.#isRemoved) throw new Error('the spool file has been removed');
      this.#recent.push(ownBytes(piece));
      this.#appendedBytes += piece.length;
      this.#waiters.wake(this.#appendedBytes);
      this.#writing ??= this.#writeAll();
    }
  }

  /**
   * Waits until everything is on the disk, closes the file for writing and frees its memory.
   *
   * @throws LegatoError `spool-unavailable` when the disk has failed.
   */
  async endWriting(): Promise<void> {
    await this.#writing;
    await this.opened;
    if (this.#failure) throw this.#failure;
    await this.#closeWriter();
    if (this.#isRemoved) return;
    this.#openForHolders();
    this.#recent = [];
    this.#recentStart = this.#appendedBytes;
  }

  /** Nothing more comes: those who wait for bytes beyond what is there are rejected. */
  stop(error: Error): void {
    this.#stopped ??= error;
    this.#waiters.rejectAll(this.#stopped);
  }

  throwIfStopped(): void {
    if (this.#stopped) throw this.#stopped;
  }

  /**
   * Resolves when so many bytes can be read; rejects when they never will be.
   *
   * @param waits Takes what ends the wait with an error, and loses it when the wait is over.
   */
  whenAvailable(bytes: number, waits: Set<(reason: Error) => void>): Promise<void> {
    if (bytes <= this.availableBytes) return Promise.resolve();
    if (this.#stopped) return Promise.reject(this.#stopped);
    return this.#waiters.wait(bytes, waits);
  }

  /** How many wait for bytes that have not come. */
  get waiting(): number {
    return this.#waiters.count;
  }

  /**
   * Keeps the file readable until `release`, even when it is removed meanwhile.
   *
   * @throws SpoolFileLostError when it was deleted or damaged from outside, or never fully written.
   */
  hold(): void {
    if (this.#isDamaged || this.#failure) throw new SpoolFileLostError('the spool file is damaged');
    if (this.#isClosed) this.#reader ??= this.#openForReading();
    // The first bytes come from memory: opening the file must not delay them.
    else setImmediate(() => this.#openForHolders());
    this.#holders += 1;
    this.#stopIdleTimer();
  }

  release(): void {
    this.#holders -= 1;
    if (this.#holders > 0) return;
    if (this.#isRemoved) this.#closeReader();
    else this.#stopIdling = this.#timers.after(this.#lingerMs, () => this.#closeReader());
  }

  /** Plain bytes of a region that is available. The file must be held. */
  read(offset: number, length: number): Uint8Array {
    const end = offset + length;
    if (offset >= this.#recentStart) return this.#readMemory(offset, end);
    const stored = this.#readDisk(offset, Math.min(end, this.#recentStart) - offset);
    if (end <= this.#recentStart) return stored;
    return Buffer.concat([stored, this.#readMemory(this.#recentStart, end)]);
  }

  /** Deletes the file. Those who hold it read on until they release it. */
  async remove(): Promise<void> {
    this.#isRemoved = true;
    this.#onWritten();
    if (this.#holders === 0) this.#closeReader();
    else this.#openForHolders();
    await this.#writing;
    // A file that cannot be closed is deleted all the same.
    const closing = await this.#closeWriter().catch((error: unknown) => ({ error }));
    await unlink(this.#path).catch((error: unknown) => {
      if (!isNotFound(error) && this.#isCreated) throw error;
    });
    if (closing) throw closing.error;
  }

  #isFull(moreBytes: number): boolean {
    const isOverFull = this.#unwrittenBytes() + moreBytes > MEMORY_BYTES;
    return isOverFull && !this.#failure && !this.#isRemoved;
  }

  #unwrittenBytes(): number {
    return this.#appendedBytes - this.#writtenBytes;
  }

  /** Writes until nothing is left. Never rejects: a failure is kept, and thrown by the next append or read. */
  async #writeAll(): Promise<void> {
    try {
      const writer = await this.#writer;
      // Those who wait for the bytes go first.
      await nextTurn();
      while (this.#unwrittenBytes() > 0 && !this.#isRemoved) {
        const from = this.#writtenBytes;
        const stored = this.#cipher.encryptNext(this.#readMemory(from, this.#appendedBytes));
        for (let done = 0; done < stored.length; ) {
          const write = () => writer.write(stored, done, undefined, from + done);
          done += (await this.#untilRoom(write)).bytesWritten;
        }
        this.#writtenBytes += stored.length;
        this.#forgetOldest();
        this.#onWritten();
      }
    } catch (cause) {
      this.#fail(cause);
    }
    this.#writing = null;
  }

  /** Again and again while the disk is full and something can be deleted. */
  async #untilRoom<Result>(act: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (this.#isRemoved || !isDiskFull(error) || !(await this.#freeDisk())) throw error;
      }
    }
  }

  #forgetOldest(): void {
    while (this.#appendedBytes - this.#recentStart > MEMORY_BYTES) {
      const oldest = this.#recent[0];
      if (!oldest || this.#recentStart + oldest.length > this.#writtenBytes) return;
      this.#recent.shift();
      this.#recentStart += oldest.length;
    }
  }

  #fail(cause: unknown): LegatoError {
    if (this.#failure) return this.#failure;
    const failure = cannotStore(cause);
    this.#failure = failure;
    this.#recent = [];
    this.#recentStart = this.#writtenBytes;
    this.stop(failure);
    this.#onWritten();
    this.onFailure(failure);
    return failure;
  }

  #readMemory(from: number, to: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let start = this.#recentStart;
    for (const piece of this.#recent) {
      if (start >= to) break;
      if (start + piece.length > from) {
        parts.push(piece.subarray(Math.max(0, from - start), to - start));
      }
      start += piece.length;
    }
    const [only = new Uint8Array(0)] = parts;
    return parts.length > 1 ? Buffer.concat(parts) : only;
  }

  #readDisk(offset: number, length: number): Buffer {
    if (this.#holders === 0) throw new Error('the spool file is not held');
    this.#reader ??= this.#openForReading();
    const skipped = offset % BLOCK_BYTES;
    const wanted = length + skipped;
    const target = wanted <= scratch.length ? scratch : Buffer.allocUnsafeSlow(wanted);
    const from = offset - skipped;
    const got = readSync(this.#reader, target, 0, wanted, from);
    if (got < wanted) {
      this.#isDamaged = true;
      throw new Error('the spool file is shorter than what was written to it');
    }
    const plain = this.#cipher.decryptAt(from, target.subarray(0, wanted));
    return skipped === 0 ? plain : plain.subarray(skipped);
  }

  #openForReading(): number {
    try {
      return openSync(this.#path, 'r');
    } catch (cause) {
      if (isNotFound(cause)) throw new SpoolFileLostError('the spool file is gone', { cause });
      throw new LegatoError(
        'spool-unavailable',
        'Legato cannot read the audio that it stored. Ask your administrator, then try again.',
        { cause },
      );
    }
  }

  /** They read on even if the file is deleted from outside later. If it is gone already, nobody joins them. */
  #openForHolders(): void {
    if (this.#holders === 0 || !this.#isCreated) return;
    try {
      this.#reader ??= this.#openForReading();
    } catch {
      this.#isDamaged = true;
    }
  }

  async #closeWriter(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const writer = await this.#writer.catch(() => null);
    await writer?.close();
  }

  #closeReader(): void {
    this.#stopIdleTimer();
    if (this.#reader === null) return;
    closeSync(this.#reader);
    this.#reader = null;
  }

  #stopIdleTimer(): void {
    this.#stopIdling?.();
    this.#stopIdling = null;
  }
}

/** Somebody else deleted or damaged the file: the leg has to be fetched again. */
export class SpoolFileLostError extends Error {
  override readonly name = 'SpoolFileLostError';
}

/** The same bytes, copied where they are a small part of a large buffer that would be kept with them. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.buffer.byteLength > 2 * bytes.length ? Uint8Array.from(bytes) : bytes;
}

/** No room on the disk, or none that this user may take. */
function isDiskFull(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOSPC' || error.code === 'EDQUOT')
  );
}

/** The file or its directory does not exist. */
function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

const cannotStore = (cause: unknown) =>
  new LegatoError(
    'spool-unavailable',
    'Legato cannot store this audio on its disk: it may be full, or the folder is gone. Ask your administrator, then try again.',
    { cause },
  );
