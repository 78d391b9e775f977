import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { LegatoError } from '@/lib/errors';
import { CIPHER_BLOCK_BYTES, LegCipher } from './leg-cipher';

/** Ending of the spool's own files: what is wiped at start ends so, and nothing else is touched. */
export const SPOOL_FILE_ENDING = '.legato-spool';

/** How `open` of node:fs/promises is called here. An argument, so that a test can bring a full disk. */
export type OpenFile = (path: string, flags: string, mode: number) => Promise<FileHandle>;

/** Reads up to this many bytes share one buffer; they never overlap, as reading is synchronous. */
const SCRATCH_BYTES = 256 * 1024;
const scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES + CIPHER_BLOCK_BYTES);

/**
 * One enciphered file: written once from front to back, read anywhere. The descriptor for reading is
 * opened by the first read, kept while anyone holds the file, and closed `lingerMs` after that.
 *
 * Reads are synchronous: the file was written moments ago and comes from the page cache in
 * microseconds, where a thread pool would cost more than the read.
 */
export class SpoolFile {
  readonly #path: string;
  readonly #lingerMs: number;
  readonly #cipher = new LegCipher();
  #writer: FileHandle | null;
  #readDescriptor: number | null = null;
  #holders = 0;
  #idleTimer: NodeJS.Timeout | null = null;
  #isRemoved = false;
  #isDamaged = false;
  #writtenBytes = 0;

  private constructor(path: string, writer: FileHandle, lingerMs: number) {
    this.#path = path;
    this.#writer = writer;
    this.#lingerMs = lingerMs;
  }

  /** Creates the file, and the directory once where it has gone. Throws the error of the file system. */
  static async create(directory: string, lingerMs: number, openFile: OpenFile = open) {
    const path = join(directory, `${randomUUID()}${SPOOL_FILE_ENDING}`);
    const create = () => openFile(path, 'wx', 0o600);
    const writer = await create().catch(async (error: unknown) => {
      if (!isNotFound(error)) throw error;
      await mkdir(directory, { recursive: true, mode: 0o700 });
      return create();
    });
    return new SpoolFile(path, writer, lingerMs);
  }

  get writtenBytes(): number {
    return this.#writtenBytes;
  }

  /** Appends; resolves once the bytes may be read. */
  async append(plain: Uint8Array): Promise<void> {
    const writer = this.#writer;
    if (!writer) throw new Error('the spool file is closed for writing');
    const stored = this.#cipher.encryptNext(plain);
    let done = 0;
    while (done < stored.length) {
      const { bytesWritten } = await writer.write(
        stored,
        done,
        stored.length - done,
        this.#writtenBytes + done,
      );
      done += bytesWritten;
    }
    this.#writtenBytes += done;
  }

  async endWriting(): Promise<void> {
    const writer = this.#writer;
    this.#writer = null;
    await writer?.close();
  }

  /**
   * Opens the file for reading where it is not open.
   *
   * @throws SpoolFileLostError when it was deleted or damaged behind our back.
   */
  hold(): void {
    if (this.#isDamaged) throw new SpoolFileLostError('the spool file is damaged');
    this.#readDescriptor ??= this.#openForReading();
    this.#holders += 1;
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    this.#idleTimer = null;
  }

  release(): void {
    this.#holders -= 1;
    if (this.#holders > 0) return;
    if (this.#isRemoved) this.#closeReading();
    else this.#idleTimer = setTimeout(() => this.#closeReading(), this.#lingerMs).unref();
  }

  /** Deciphered bytes of a region that is written. The file must be held. */
  read(offset: number, length: number): Buffer {
    if (this.#readDescriptor === null) throw new Error('the spool file is not held');
    const skipped = offset % CIPHER_BLOCK_BYTES;
    const wanted = length + skipped;
    const target = wanted <= scratch.length ? scratch : Buffer.allocUnsafeSlow(wanted);
    const from = offset - skipped;
    const got = readSync(this.#readDescriptor, target, 0, wanted, from);
    if (got < wanted) {
      this.#isDamaged = true;
      throw new Error('the spool file is shorter than what was written to it');
    }
    const plain = this.#cipher.decryptAt(from, target.subarray(0, wanted));
    return skipped === 0 ? plain : plain.subarray(skipped);
  }

  /** Deletes the file. Those who hold it read on until they let go. */
  async remove(): Promise<void> {
    this.#isRemoved = true;
    if (this.#holders === 0) this.#closeReading();
    await this.endWriting();
    await unlink(this.#path).catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
    });
  }

  #openForReading(): number {
    try {
      return openSync(this.#path, 'r');
    } catch (cause) {
      if (isNotFound(cause)) throw new SpoolFileLostError('the spool file is gone', { cause });
      throw new LegatoError(
        'spool-unavailable',
        'Legato cannot read the audio that it stored. Tell whoever looks after the server, then try again.',
        { cause },
      );
    }
  }

  #closeReading(): void {
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    this.#idleTimer = null;
    if (this.#readDescriptor === null) return;
    closeSync(this.#readDescriptor);
    this.#readDescriptor = null;
  }
}

/** Somebody else deleted or damaged the file: the leg has to be fetched again. */
export class SpoolFileLostError extends Error {
  override readonly name = 'SpoolFileLostError';
}

/** The file or its directory does not exist. */
function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
