import type { WaveFormat } from '@/lib/audio/formats/wave-header';

/**
 * What a listener holds of one leg. What is served does not change while it is held, even where the leg
 * breaks off or is fetched again meanwhile. Offsets count from the first byte served, header included.
 */
export interface Recording {
  readonly contentType: string;
  /** Ending of a downloaded file, without the dot. */
  readonly extension: string;
  /** How the sound after the header is encoded; null where it is no WAV. */
  readonly wave: WaveFormat | null;
  /** Bytes of that sound: neither header nor padding. */
  readonly soundBytes: number;
  /** A strong entity tag with its quotes (RFC 9110 section 8.8.3). */
  readonly etag: string;
  /** Bytes in all. */
  readonly size: number;
  /** How fast the bytes are played. */
  readonly bytesPerSecond: number;
  /** How much had arrived when it was opened. */
  readonly arrival: 'complete' | 'arriving' | 'broken-off';
  readonly isBrokenOff: boolean;
  /** Whether these bytes can be read at once. */
  has(offset: number, length: number): boolean;
  /**
   * What can be read at once from `offset` on, up to `length` bytes; null when the next byte is still
   * to come. Throws when it will never come.
   */
  tryRead(offset: number, length: number): Uint8Array | null;
  /** Resolves when the byte at `offset` can be read; rejects when it never will be. */
  whenArrived(offset: number): Promise<void>;
  /** Waits for all of the bytes. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Gives the recording back. Nothing can be read afterwards; a second call does nothing. */
  release(): void;
}
