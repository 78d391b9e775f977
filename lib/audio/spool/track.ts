import { ArrivalWaiters } from './arrival-waiters';
import type { Edition } from './edition';
import type { Recording } from './recording';
import { RecordingOfTrack } from './recording-of-track';
import type { EntryState } from './spool-entry';
import type { SpoolFile } from './spool-file';

/** In which form a leg is asked for: as it is played, or as the PBX sent it. */
export type LegForm = 'played' | 'original';

/**
 * A leg in one form: a window of a file that is filled from front to back, and who waits for bytes of
 * it.
 */
export class Track {
  readonly #waiters = new ArrivalWaiters();
  #file: SpoolFile | null = null;
  #fileOffset = 0;
  #edition: Edition | null = null;
  #arrivedBytes = 0;
  #state: EntryState = { name: 'waiting' };

  get edition(): Edition | null {
    return this.#edition;
  }

  /** Bytes after the header that can be read. */
  get arrivedBytes(): number {
    return this.#arrivedBytes;
  }

  /**
   * The file is there; the edition too, where the PBX told the length beforehand.
   *
   * @param fileOffset Where in the file the first byte after the header is.
   */
  begin(file: SpoolFile, fileOffset: number, edition: Edition | null): void {
    this.#file = file;
    this.#fileOffset = fileOffset;
    this.#edition = edition;
    this.#wake();
  }

  /** More of the file has been written. */
  advance(): void {
    const writtenBytes = (this.#file?.writtenBytes ?? 0) - this.#fileOffset;
    this.#arrivedBytes = Math.max(
      0,
      Math.min(writtenBytes, this.#edition?.soundBytes ?? writtenBytes),
    );
    this.#wake();
  }

  /**
   * Nothing more comes.
   *
   * @param edition What can be served from now on; null where the leg failed.
   */
  settle(state: EntryState, edition: Edition | null): void {
    this.#state = state;
    this.#edition = edition ?? this.#edition;
    if (edition) this.#arrivedBytes = edition.soundBytes;
    this.#wake();
    if ('error' in state) this.#waiters.rejectAll(state.error);
  }

  /** Resolves when the size is known and reading can begin. */
  async whenReady(signal: AbortSignal): Promise<void> {
    if (this.#state.name === 'failed') throw this.#state.error;
    if (!this.#edition) await this.#waiters.wait(null, signal);
  }

  /** A reading of the present edition. Throws SpoolFileLostError when its file is gone. */
  open(leave: () => void): Recording {
    const file = this.#file;
    const edition = this.#edition;
    if (!edition || !file) throw new Error('the entry is not ready');
    file.hold();
    const { name } = this.#state;
    const arrival = name === 'complete' || name === 'broken-off' ? name : 'arriving';
    return new RecordingOfTrack(this, {
      file,
      fileOffset: this.#fileOffset,
      edition,
      arrival,
      leave,
    });
  }

  /** Resolves when so many bytes after the header of `edition` have arrived. */
  async whenArrived(edition: Edition, bodyBytes: number): Promise<void> {
    const needed = Math.min(bodyBytes, edition.soundBytes);
    if (needed <= this.#arrivedBytes) return;
    this.throwIfOver(edition);
    await this.#waiters.wait(needed);
  }

  /** Throws where nothing more will arrive of this edition. */
  throwIfOver(edition: Edition): void {
    if (this.#state.name === 'failed') throw this.#state.error;
    if (this.#state.name === 'broken-off' && edition !== this.#edition) throw this.#state.error;
  }

  #wake(): void {
    const isServable = this.#edition !== null && this.#state.name !== 'failed';
    this.#waiters.wake(this.#arrivedBytes, isServable);
  }
}
