/** Half a minute of frames; the table doubles when it is full. */
const FIRST_FRAMES = 1_500;

/**
 * What is known of each frame of 20 ms, for each channel: place `frame * channels + channel`.
 * 9 bytes a frame and channel, so an hour of mono takes 1.6 MB, twice that while it grows.
 */
export class FrameTable {
  readonly channels: number;
  /** Whole frames that were added, the last one perhaps shorter. */
  length = 0;
  /** Lowest and highest sample / 256, two for each place. */
  peaks: Int8Array;
  /** Root mean square / 256. */
  rms: Uint8Array;
  /** Mean square of the samples, of 1 at full scale. */
  powers: Float32Array;
  /** How often the signal changes its sign. */
  crossings: Uint8Array;
  /** Share of the power that lies where exchanges put their ringing tones, 0 to 255. */
  tones: Uint8Array;

  constructor(channels: number) {
    this.channels = channels;
    const places = FIRST_FRAMES * channels;
    this.peaks = new Int8Array(2 * places);
    this.rms = new Uint8Array(places);
    this.powers = new Float32Array(places);
    this.crossings = new Uint8Array(places);
    this.tones = new Uint8Array(places);
  }

  /** Makes room for so many frames more. */
  reserve(frames: number): void {
    const places = (this.length + frames) * this.channels;
    if (places <= this.rms.length) return;
    const size = Math.max(places, 2 * this.rms.length);
    this.peaks = grown(this.peaks, new Int8Array(2 * size));
    this.rms = grown(this.rms, new Uint8Array(size));
    this.powers = grown(this.powers, new Float32Array(size));
    this.crossings = grown(this.crossings, new Uint8Array(size));
    this.tones = grown(this.tones, new Uint8Array(size));
  }
}

function grown<Array extends Int8Array | Uint8Array | Float32Array>(from: Array, to: Array): Array {
  to.set(from);
  return to;
}
