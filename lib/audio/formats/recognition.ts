import type { AudioForm } from './audio-form';

/** Which bytes of a leg a recogniser has to see next. What lies before `from` it never asks for again. */
export interface WantedBytes {
  /** Place in the leg. */
  from: number;
  byteCount: number;
}

/** What it is given: bytes from `from` on, fewer than it wanted only where the leg ends. */
export interface GivenBytes {
  bytes: Buffer;
  /** Whether nothing follows these. */
  isWhole: boolean;
}

/**
 * Recognising, one question for bytes after the other: what is passed over is never kept, however long
 * it is. Throws LegatoError `recording-empty` or `recording-unreadable`.
 */
export type Recognition<Result = AudioForm> = Generator<WantedBytes, Result, GivenBytes>;

/** Tags, pictures and other chunks may fill this much before the sound. */
export const MOST_BYTES_BEFORE_SOUND = 16 * 1024 * 1024;

/** Nor is a sound searched for in more than this, of what is neither a tag nor a chunk. */
export const SEARCHED_BYTES = 64 * 1024;
