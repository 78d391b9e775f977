import type { PackedFormat } from '@/lib/audio/formats/audio-form';

/** What is served of a leg in place of its own bytes, so that every browser finds each second of it. */
export type Mend =
  /** Another header, and the bytes after so many of the old one. Nothing is stored twice. */
  | { kind: 'header'; header: Uint8Array; skipBytes: number }
  /** The same number of bytes, some of them changed. */
  | { kind: 'rewrite'; createRewriter: () => Rewriter }
  /** Its samples as WAV, exactly so many of each channel. */
  | {
      kind: 'decode';
      format: PackedFormat;
      channels: number;
      sampleRate: number;
      sampleCount: number;
    };

export interface Rewriter {
  push(bytes: Uint8Array): Uint8Array;
  /** What it still holds. */
  finish(): Uint8Array;
}

/** Finds out, as the bytes of a leg pass by, whether a browser seeks in them truly. */
export interface SeekJudge {
  /**
   * Whether nothing may be served before all of it has come; null while more bytes are needed to tell. Once told it
   * stays.
   */
  readonly isHeldBack: boolean | null;
  /** Takes the sound of the leg, from its first byte on. */
  add(sound: Uint8Array): void;
  /** To be asked once all has come: null where the bytes are served as they are. */
  verdict(): Mend | null;
}
