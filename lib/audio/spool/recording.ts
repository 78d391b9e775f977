import type { WaveFormat } from '@/lib/audio/formats/wave-header';

/**
 * One reading of one leg: what is served does not change while it is held, also where the leg breaks
 * off or is fetched anew meanwhile. Offsets count from the first byte served, header included.
 */
export interface Recording {
  readonly contentType: string;
  /** Ending of a downloaded file, without the dot. */
  readonly extension: string;
  /** How the sound after the header is written; null where it is no WAV. */
  readonly wave: WaveFormat | null;
  /** Bytes of that sound: neither header nor padding. */
  readonly soundBytes: number;
  /** A strong entity tag with its quotes (RFC 9110 section 8.8.3). */
  readonly etag: string;
  /** Bytes in all. */
  readonly size: number;
  /** How fast the bytes are heard. */
  readonly bytesPerSecond: number;
  /** What had arrived when it was opened. */
  readonly arrival: 'complete' | 'arriving' | 'broken-off';
  readonly isBrokenOff: boolean;
  /** Whether these bytes can be read at once. */
  has(offset: number, length: number): boolean;
  /**
   * What can be read at once from `offset` on, up to `length` bytes; null when the next byte is still
   * to come. Throws when it never will.
   */
  tryRead(offset: number, length: number): Uint8Array | null;
  /** Resolves when the byte at `offset` can be read; rejects when it never will. */
  whenArrived(offset: number): Promise<void>;
  /** Waits for all of the bytes. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Lets go of the entry. Nothing can be read afterwards; a second call does nothing. */
  release(): void;
}
