import { type EncoderNote, readEncoderNote } from '@/lib/audio/formats/encoder-note';
import { isSameStream, type MpegFrame, readMpegFrame } from '@/lib/audio/formats/mpeg-frame';
import { MpegFrames } from '@/lib/audio/formats/mpeg-frames';
import type { Mend, SeekJudge } from './mend';

/** Less is not heard as another place. */
const TOLERANCE_SECONDS = 0.1;

const MOST_BEFORE_FRAME_BYTES = 64 * 1024;

/**
 * Counts the frames of an MPEG leg. A browser finds a second by the bit rate, which holds where that never
 * changes and each byte is sound; a table of contents divides a leg into a hundred parts, which is 36 seconds
 * in an hour. All else is served as samples.
 */
export function createMp3Judge(): SeekJudge {
  return new Mp3Judge();
}

class Mp3Judge implements SeekJudge {
  isHeldBack: boolean | null = null;
  readonly #frames = new MpegFrames();
  #first: MpegFrame | null = null;
  #note: EncoderNote | null = null;
  #isConstant = true;
  #bitRate = 0;
  #frameCount = 0;
  #soundBytes = 0;
  #totalBytes = 0;

  add(sound: Uint8Array): void {
    this.#totalBytes += sound.length;
    if (this.#totalBytes === sound.length && readMpegFrame(sound, 0)?.frameBytes === 0) {
      this.isHeldBack = false;
    }
    for (const { header, bytes } of this.#frames.push(sound)) this.#take(header, bytes);
    // Frames that state no length cannot be counted.
    if (this.#totalBytes > MOST_BEFORE_FRAME_BYTES) this.isHeldBack ??= false;
  }

  verdict(): Mend | null {
    for (const { header, bytes } of this.#frames.finish()) this.#take(header, bytes);
    const first = this.#first;
    // Most of it is something else, or frames that state no length.
    if (!first || 2 * this.#soundBytes < this.#totalBytes) return null;
    const countedSeconds = (this.#frameCount * first.sampleCount) / first.sampleRate;
    const guessedSeconds = this.#note?.isConstant
      ? ((this.#note.frameCount ?? this.#frameCount) * first.sampleCount) / first.sampleRate
      : (8 * this.#totalBytes) / first.bitRate;
    const isTrue =
      first.layer === 3 &&
      this.#isConstant &&
      this.#note?.isConstant !== false &&
      Math.abs(guessedSeconds - countedSeconds) <= TOLERANCE_SECONDS;
    if (isTrue) return null;
    const { delay, padding } = this.#note ?? NO_NOTE;
    return {
      kind: 'decode',
      format: { kind: 'packed', container: 'mp3' },
      channels: first.channels,
      sampleRate: first.sampleRate,
      sampleCount: Math.max(0, this.#frameCount * first.sampleCount - delay - padding),
    };
  }

  #take(frame: MpegFrame, bytes: Buffer): void {
    const isFirst = this.#first === null;
    this.#first ??= frame;
    if (!isSameStream(this.#first, frame)) return;
    if (isFirst) {
      this.#note = readEncoderNote(bytes);
      // A constant rate that is stated is believed until a frame says otherwise.
      this.isHeldBack = frame.layer !== 3 || this.#note?.isConstant !== true;
      if (this.#note) return;
    }
    this.#frameCount += 1;
    this.#soundBytes += bytes.length;
    if (this.#frameCount > 1 && frame.bitRate !== this.#bitRate) this.#isConstant = false;
    this.#bitRate = frame.bitRate;
  }
}

const NO_NOTE = { delay: 0, padding: 0 };
