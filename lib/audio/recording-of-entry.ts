import type { Recording } from './recording';
import type { Edition, SpoolEntry } from './spool-entry';
import type { SpoolFile } from './spool-file';

/** A held reading of a spool entry: its header from memory, the rest from the enciphered file. */
export class RecordingOfEntry implements Recording {
  readonly arrival: Recording['arrival'];
  readonly #entry: SpoolEntry;
  readonly #file: SpoolFile;
  readonly #edition: Edition;
  readonly #leave: () => void;
  #isReleased = false;

  /** Takes over one hold of the file. */
  constructor(entry: SpoolEntry, file: SpoolFile, edition: Edition, leave: () => void) {
    const state = entry.state.name;
    this.arrival = state === 'complete' || state === 'broken-off' ? state : 'arriving';
    this.#entry = entry;
    this.#file = file;
    this.#edition = edition;
    this.#leave = leave;
  }

  get contentType() {
    return this.#edition.form.contentType;
  }

  get extension() {
    return this.#edition.form.extension;
  }

  get wave() {
    return this.#edition.form.wave;
  }

  get soundBytes() {
    return this.#edition.soundBytes;
  }

  get bytesPerSecond() {
    return this.#edition.form.bytesPerSecond;
  }

  get etag() {
    return this.#edition.etag;
  }

  get size() {
    return this.#edition.header.length + this.#edition.bodyBytes;
  }

  get isBrokenOff() {
    return this.arrival === 'broken-off';
  }

  has(offset: number, length: number): boolean {
    return offset + length <= this.#arrivedSize();
  }

  tryRead(offset: number, length: number): Uint8Array | null {
    if (this.#isReleased) throw new Error('the recording has been released');
    const { header } = this.#edition;
    const end = Math.min(offset + length, this.#arrivedSize());
    if (end <= offset) {
      this.#entry.throwIfOver(this.#edition);
      return null;
    }
    if (offset >= header.length) return this.#file.read(offset - header.length, end - offset);
    if (end <= header.length) return header.subarray(offset, end);
    return Buffer.concat([header.subarray(offset), this.#file.read(0, end - header.length)]);
  }

  whenArrived(offset: number): Promise<void> {
    return this.#entry.whenArrived(this.#edition, offset + 1 - this.#edition.header.length);
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, this.size - offset));
    if (wanted === 0) return new Uint8Array(0);
    await this.whenArrived(offset + wanted - 1);
    return this.tryRead(offset, wanted) ?? new Uint8Array(0);
  }

  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#file.release();
    this.#leave();
  }

  #arrivedSize(): number {
    const { header, bodyBytes } = this.#edition;
    return header.length + Math.min(bodyBytes, this.#entry.arrivedBytes);
  }
}
