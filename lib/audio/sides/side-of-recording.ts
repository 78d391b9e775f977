import { type WaveFormat, waveHeader } from '@/lib/audio/formats/wave-header';
import type { Recording } from '@/lib/audio/spool/recording';
import { LegatoError } from '@/lib/errors';

/** The first channel of a stereo leg, or the second. */
export type Side = 'left' | 'right';

/**
 * One channel of a stereo WAV as a file of its own: every second sample of the held recording, behind
 * a header for one channel. Nothing is kept; what is asked for is read and picked apart on the way.
 * Takes the recording over: letting go of the side lets go of it.
 *
 * @throws LegatoError `invalid-request` where the recording has no sides; it is not released then.
 */
export function sideOfRecording(recording: Recording, side: Side): Recording {
  const { wave } = recording;
  if (!wave)
    throw withoutSides(
      `This leg is ${recording.extension.toUpperCase()}, which has no sides here.`,
    );
  refuseUnlessStereo(wave.channels);
  return new SideOfRecording(recording, wave, side);
}

/** @throws LegatoError `invalid-request` where there are no two channels. */
export function refuseUnlessStereo(channels: number): void {
  if (channels === 2) return;
  throw withoutSides(
    channels === 1
      ? 'This leg has one channel, so there is no side to choose.'
      : `This leg has ${channels} channels: a side can be taken where there are two.`,
  );
}

class SideOfRecording implements Recording {
  readonly wave: WaveFormat;
  readonly soundBytes: number;
  readonly size: number;
  readonly etag: string;
  readonly #recording: Recording;
  readonly #sampleBytes: number;
  readonly #side: Side;
  readonly #header: Buffer;
  /** Bytes of the stereo file before its sound. */
  readonly #soundOffset: number;

  constructor(recording: Recording, stereo: WaveFormat, side: Side) {
    this.#recording = recording;
    this.#sampleBytes = stereo.bitsPerSample / 8;
    this.#side = side;
    this.#soundOffset = waveHeader(stereo, recording.soundBytes).length;
    this.wave = { ...stereo, channels: 1 };
    this.soundBytes = recording.soundBytes / 2;
    this.#header = waveHeader(this.wave, this.soundBytes);
    this.size = this.#header.length + this.soundBytes + (this.soundBytes % 2);
    this.etag = recording.etag.replace(/"$/, `-${side}"`);
  }

  get contentType() {
    return this.#recording.contentType;
  }

  get extension() {
    return this.#recording.extension;
  }

  get bytesPerSecond() {
    return this.#recording.bytesPerSecond / 2;
  }

  get arrival() {
    return this.#recording.arrival;
  }

  get isBrokenOff() {
    return this.#recording.isBrokenOff;
  }

  has(offset: number, length: number): boolean {
    return this.#recording.has(0, this.#neededBytes(offset + length));
  }

  tryRead(offset: number, length: number): Uint8Array | null {
    const end = Math.min(offset + length, this.size);
    const soundFrom = Math.max(0, offset - this.#header.length);
    const soundTo = Math.min(end - this.#header.length, this.soundBytes);
    const header = this.#header.subarray(offset, end);
    const sound = soundTo > soundFrom ? this.#tryReadSound(soundFrom, soundTo) : NOTHING;
    if (!sound) return header.length > 0 ? header : null;
    const isToTheEnd = soundFrom + sound.length >= this.soundBytes;
    const padding = isToTheEnd && end > this.#header.length + this.soundBytes ? 1 : 0;
    if (header.length === 0 && padding === 0) return sound;
    return Buffer.concat([header, sound, new Uint8Array(padding)]);
  }

  whenArrived(offset: number): Promise<void> {
    return this.#recording.whenArrived(this.#neededBytes(offset + 1) - 1);
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, this.size - offset));
    if (wanted === 0) return NOTHING;
    await this.whenArrived(offset + wanted - 1);
    return this.tryRead(offset, wanted) ?? NOTHING;
  }

  release(): void {
    this.#recording.release();
  }

  /** Bytes of the stereo file that are needed for so many of the side's; one for its header. */
  #neededBytes(end: number): number {
    const soundEnd = Math.min(end - this.#header.length, this.soundBytes);
    if (soundEnd <= 0) return 1;
    const frames = Math.ceil(soundEnd / this.#sampleBytes);
    return this.#soundOffset + frames * this.#sampleBytes * 2;
  }

  /** The side's sound from one byte up to another, as far as whole frames are there; null for none. */
  #tryReadSound(from: number, to: number): Buffer | null {
    const size = this.#sampleBytes;
    const firstFrame = Math.floor(from / size);
    const frameCount = Math.ceil(to / size) - firstFrame;
    const stereo = this.#recording.tryRead(
      this.#soundOffset + firstFrame * size * 2,
      frameCount * size * 2,
    );
    const framesThere = Math.floor((stereo?.length ?? 0) / (size * 2));
    const start = from - firstFrame * size;
    const end = Math.min(to - firstFrame * size, framesThere * size);
    if (!stereo || end <= start) return null;
    return pickSamples(stereo, framesThere, size, this.#side).subarray(start, end);
  }
}

/** One side's samples, of `size` bytes each, out of so many frames of stereo. */
export function pickSamples(stereo: Uint8Array, frames: number, size: number, side: Side): Buffer {
  const offset = side === 'left' ? 0 : size;
  const samples = Buffer.allocUnsafe(frames * size);
  let target = 0;
  for (let frame = 0; frame < frames; frame += 1) {
    const source = frame * size * 2 + offset;
    for (let byte = 0; byte < size; byte += 1) {
      samples[target] = stereo[source + byte] ?? 0;
      target += 1;
    }
  }
  return samples;
}

const NOTHING = Buffer.alloc(0);

const withoutSides = (message: string) => new LegatoError('invalid-request', message);
