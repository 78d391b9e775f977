import type { Recording } from './recording';
import type { SpoolFile } from './spool-file';

/** What is served in one form, the same for all who hold it: a header and a region of a file. */
export interface RecordingData
  extends Pick<
    Recording,
    'contentType' | 'extension' | 'wave' | 'soundBytes' | 'etag' | 'size' | 'bytesPerSecond'
  > {
  /** Served from memory, before the sound. */
  header: Uint8Array;
  file: SpoolFile;
  /** Where in the file the sound begins. */
  fileOffset: number;
}

/** The header from memory, the sound from the encrypted file, zeros for padding. */
export class HeldRecording implements Recording {
  readonly arrival: Recording['arrival'];
  readonly #data: RecordingData;
  readonly #leave: () => void;
  /** What ends the waits for bytes: whoever lets go waits no longer. */
  readonly #waits = new Set<(reason: Error) => void>();
  #isReleased = false;

  /** The file is held already. */
  constructor(data: RecordingData, arrival: Recording['arrival'], leave: () => void) {
    this.#data = data;
    this.arrival = arrival;
    this.#leave = leave;
  }

  get isBrokenOff() {
    return this.arrival === 'broken-off';
  }

  get contentType() {
    return this.#data.contentType;
  }

  get extension() {
    return this.#data.extension;
  }

  get wave() {
    return this.#data.wave;
  }

  /** Where the sound begins: the length of the header. */
  get soundOffset() {
    return this.#data.header.length;
  }

  get soundBytes() {
    return this.#data.soundBytes;
  }

  get bytesPerSecond() {
    return this.#data.bytesPerSecond;
  }

  get etag() {
    return this.#data.etag;
  }

  get size() {
    return this.#data.size;
  }

  has(offset: number, length: number): boolean {
    return offset + length <= this.#arrivedSize();
  }

  tryRead(offset: number, length: number): Uint8Array | null {
    if (this.#isReleased) throw new Error('the recording has been released');
    const { file, fileOffset, header, soundBytes } = this.#data;
    const end = Math.min(offset + length, this.#arrivedSize());
    if (end <= offset) {
      file.throwIfStopped();
      return null;
    }
    const from = Math.max(0, offset - header.length);
    const to = Math.min(end - header.length, soundBytes);
    const sound = to > from ? file.read(fileOffset + from, to - from) : new Uint8Array(0);
    if (sound.length === end - offset) return sound;
    const paddingBytes = end - Math.max(offset, header.length + soundBytes);
    return Buffer.concat([
      header.subarray(offset, end),
      sound,
      new Uint8Array(Math.max(0, paddingBytes)),
    ]);
  }

  whenArrived(offset: number): Promise<void> {
    const { file, fileOffset, header, soundBytes } = this.#data;
    const neededBytes = Math.min(offset + 1 - header.length, soundBytes);
    return neededBytes <= 0
      ? Promise.resolve()
      : file.whenAvailable(fileOffset + neededBytes, this.#waits);
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
    for (const end of this.#waits) end(new Error('the recording has been released'));
    this.#waits.clear();
    this.#data.file.release();
    this.#leave();
  }

  /** Bytes that can be read from the first on: the padding is there when all of the sound is. */
  #arrivedSize(): number {
    const { file, fileOffset, header, soundBytes, size } = this.#data;
    const arrivedBytes = Math.max(0, file.availableBytes - fileOffset);
    return arrivedBytes >= soundBytes ? size : header.length + arrivedBytes;
  }
}
