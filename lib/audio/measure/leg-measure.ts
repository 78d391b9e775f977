import { FrameTable } from '@/lib/audio/marks/frame-table';
import { FRAMES_A_SECOND } from '@/lib/audio/marks/hearing';
import { type MeasuredMarks, marksOf } from '@/lib/audio/marks/marks-of';
import type { MeasuredPeaks } from './measured-leg';
import { ToneDetector } from './tone-detector';

const FULL_SCALE_SQUARED = 32_768 * 32_768;
const MOST_CROSSINGS = 255;
const MOST_RMS = 127;

/** Measures sound that comes in pieces of any length, in one pass and without keeping the samples. */
export class LegMeasure {
  readonly #channels: number;
  readonly #sampleRate: number;
  readonly #samplesPerPeak: number;
  readonly #table: FrameTable;
  readonly #toneDetector: ToneDetector;
  /** The beginning of a frame whose end is still to come. */
  readonly #rest: Int16Array;
  #restLength = 0;
  #sampleCount = 0;
  #highestSample = 0;

  constructor({ channels, sampleRate }: { channels: number; sampleRate: number }) {
    this.#channels = channels;
    this.#sampleRate = sampleRate;
    this.#samplesPerPeak = Math.max(1, Math.round(sampleRate / FRAMES_A_SECOND));
    this.#table = new FrameTable(channels);
    this.#toneDetector = new ToneDetector(sampleRate, this.#samplesPerPeak);
    this.#rest = new Int16Array(this.#samplesPerPeak * channels);
  }

  /** Takes samples, the channels in turn. */
  add(samples: Int16Array): void {
    const frameLength = this.#rest.length;
    let from = 0;
    this.#sampleCount += samples.length;
    if (this.#restLength > 0) {
      from = Math.min(samples.length, frameLength - this.#restLength);
      this.#rest.set(samples.subarray(0, from), this.#restLength);
      this.#restLength += from;
      if (this.#restLength < frameLength) return;
      this.#measureFrames(this.#rest, 0, 1);
      this.#restLength = 0;
    }
    const frames = Math.floor((samples.length - from) / frameLength);
    this.#measureFrames(samples, from, frames);
    from += frames * frameLength;
    this.#rest.set(samples.subarray(from));
    this.#restLength = samples.length - from;
  }

  /** Nothing more comes: what is left makes a last, shorter frame. A cut sample is left out. */
  finish(): void {
    const count = Math.floor(this.#restLength / this.#channels);
    if (count > 0) {
      this.#table.reserve(1);
      this.#measureFrame(this.#rest, 0, count);
    }
    this.#restLength = 0;
  }

  /** The waveform of what was added, but for a frame that is not whole. */
  peaks(): MeasuredPeaks {
    const { length, peaks, rms } = this.#table;
    const places = length * this.#channels;
    return {
      channels: this.#channels,
      sampleRate: this.#sampleRate,
      samplesPerPeak: this.#samplesPerPeak,
      durationSeconds: this.#durationSeconds(),
      peaks: new Uint8Array(peaks.buffer, 0, 2 * places).slice(),
      rms: rms.slice(0, places),
    };
  }

  /** What is heard where, how loud and by whom: to be asked once, after `finish`. */
  marks(): MeasuredMarks {
    return marksOf(this.#table, {
      durationSeconds: this.#durationSeconds(),
      secondsPerFrame: this.#samplesPerPeak / this.#sampleRate,
      highestSample: this.#highestSample,
    });
  }

  #durationSeconds(): number {
    return Math.floor(this.#sampleCount / this.#channels) / this.#sampleRate;
  }

  #measureFrames(samples: Int16Array, from: number, frames: number): void {
    this.#table.reserve(frames);
    const frameLength = this.#rest.length;
    for (let frame = 0; frame < frames; frame++) {
      this.#measureFrame(samples, from + frame * frameLength, this.#samplesPerPeak);
    }
  }

  /** `count` samples of each channel make the next frame. */
  #measureFrame(samples: Int16Array, start: number, count: number): void {
    const channels = this.#channels;
    const first = this.#table.length * channels;
    for (let channel = 0; channel < channels; channel++) {
      this.#measureChannel(samples, start + channel, count, first + channel);
    }
    this.#table.length += 1;
  }

  /** The loop that an hour spends its time in. */
  #measureChannel(samples: Int16Array, start: number, count: number, place: number): void {
    const stride = this.#channels;
    const end = start + count * stride;
    let lowest = 32_767;
    let highest = -32_768;
    let squares = 0;
    let crossings = 0;
    let before = samples[start] ?? 0;
    for (let index = start; index < end; index += stride) {
      const sample = samples[index] ?? 0;
      if (sample < lowest) lowest = sample;
      if (sample > highest) highest = sample;
      squares += sample * sample;
      crossings += (sample ^ before) >>> 31;
      before = sample;
    }
    this.#highestSample = Math.max(this.#highestSample, highest, -lowest);
    const table = this.#table;
    table.peaks[2 * place] = lowest >> 8;
    table.peaks[2 * place + 1] = highest >> 8;
    table.rms[place] = Math.min(MOST_RMS, Math.round(Math.sqrt(squares / count) / 256));
    table.powers[place] = squares / count / FULL_SCALE_SQUARED;
    table.crossings[place] = Math.min(MOST_CROSSINGS, crossings);
    if (this.#toneDetector.canBeTone(crossings)) {
      const share = this.#toneDetector.shareOf(samples, start, stride, count, squares);
      table.tones[place] = Math.round(share * 255);
    }
  }
}
