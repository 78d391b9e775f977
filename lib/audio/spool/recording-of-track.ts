import type { Edition } from './edition';
import type { Recording } from './recording';
import type { SpoolFile } from './spool-file';
import type { Track } from './track';

interface Reading {
  /** One hold of it is taken over. */
  file: SpoolFile;
  fileOffset: number;
  edition: Edition;
  arrival: Recording['arrival'];
  leave: () => void;
}

/** A held reading of a leg: its header from memory, the rest from the enciphered file. */
export class RecordingOfTrack implements Recording {
  readonly #track: Track;
  readonly #reading: Reading;
  #isReleased = false;

  constructor(track: Track, reading: Reading) {
    this.#track = track;
    this.#reading = reading;
  }

  get arrival() {
    return this.#reading.arrival;
  }

  get isBrokenOff() {
    return this.arrival === 'broken-off';
  }

  get contentType() {
    return this.#reading.edition.contentType;
  }

  get extension() {
    return this.#reading.edition.extension;
  }

  get wave() {
    const { form, header } = this.#reading.edition;
    return header.length > 0 ? form.wave : null;
  }

  get soundBytes() {
    return this.#reading.edition.soundBytes;
  }

  get bytesPerSecond() {
    return this.#reading.edition.form.bytesPerSecond;
  }

  get etag() {
    return this.#reading.edition.etag;
  }

  get size() {
    const { header, soundBytes, paddingBytes } = this.#reading.edition;
    return header.length + soundBytes + paddingBytes;
  }

  has(offset: number, length: number): boolean {
    return offset + length <= this.#arrivedSize();
  }

  tryRead(offset: number, length: number): Uint8Array | null {
    if (this.#isReleased) throw new Error('the recording has been released');
    const { file, fileOffset, edition } = this.#reading;
    const end = Math.min(offset + length, this.#arrivedSize());
    if (end <= offset) {
      this.#track.throwIfOver(edition);
      return null;
    }
    const from = offset - edition.header.length;
    const to = Math.min(end - edition.header.length, edition.soundBytes);
    if (from >= 0 && end - edition.header.length === to) {
      return file.read(fileOffset + from, to - from);
    }
    const start = Math.max(0, from);
    return Buffer.concat([
      edition.header.subarray(offset, end),
      to > start ? file.read(fileOffset + start, to - start) : new Uint8Array(0),
      new Uint8Array(end - edition.header.length > edition.soundBytes ? edition.paddingBytes : 0),
    ]);
  }

  whenArrived(offset: number): Promise<void> {
    const { edition } = this.#reading;
    return this.#track.whenArrived(edition, offset + 1 - edition.header.length);
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
    this.#reading.file.release();
    this.#reading.leave();
  }

  #arrivedSize(): number {
    const { header, soundBytes, paddingBytes } = this.#reading.edition;
    const arrived = Math.min(soundBytes, this.#track.arrivedBytes);
    return header.length + arrived + (arrived === soundBytes ? paddingBytes : 0);
  }
}
