import { describe, expect, test } from 'vitest';
import { LegMeasure } from './leg-measure';
import { noise, RATE, samplesOf, silence, stereoOf, sumOf, tone } from './sound-fixture';

/** Adds samples in pieces of odd lengths. */
function measured(samples: Int16Array, channels = 1, sampleRate = RATE) {
  const measure = new LegMeasure({ channels, sampleRate });
  for (let from = 0, size = 1; from < samples.length; from += size, size = (size * 3 + 7) % 1_999) {
    measure.add(samples.subarray(from, from + size));
  }
  measure.finish();
  return measure;
}

/** The waveform by the definition, a sample at a time. */
function naivePeaks(samples: Int16Array, channels: number, perPeak: number) {
  const peaks: number[] = [];
  const rms: number[] = [];
  for (let start = 0; start < samples.length; start += perPeak * channels) {
    for (let channel = 0; channel < channels; channel++) {
      const frame = samples
        .slice(start, start + perPeak * channels)
        .filter((_, index) => index % channels === channel);
      peaks.push(Math.floor(Math.min(...frame) / 256), Math.floor(Math.max(...frame) / 256));
      const square = frame.reduce((sum, sample) => sum + sample * sample, 0) / frame.length;
      rms.push(Math.min(127, Math.round(Math.sqrt(square) / 256)));
    }
  }
  return { peaks, rms };
}

const voice = sumOf(tone([210, 430, 1_900], -16), noise(-40));

describe('peaks', () => {
  test.each([
    ['mono', 1, 8_000],
    ['stereo', 2, 8_000],
    ['six channels', 6, 8_000],
    ['44.1 kHz', 2, 44_100],
    ['a rate that 50 does not divide', 1, 11_025],
  ])('are those of the definition: %s', (_name, channels, sampleRate) => {
    const samples = samplesOf([0.5, voice], [0.3, silence], [0.417, noise(-3)], [0.2, () => -1]);
    const whole = samples.subarray(0, samples.length - (samples.length % channels));
    const perPeak = Math.round(sampleRate / 50);
    const { peaks, rms, ...rest } = measured(whole, channels, sampleRate).peaks();
    const naive = naivePeaks(whole, channels, perPeak);
    expect([...new Int8Array(peaks.buffer)]).toEqual(naive.peaks);
    expect([...rms]).toEqual(naive.rms);
    expect(rest).toEqual({
      channels,
      sampleRate,
      samplesPerPeak: perPeak,
      durationSeconds: whole.length / channels / sampleRate,
    });
  });

  test('of an hour take up no more than the hour has', () => {
    const measure = new LegMeasure({ channels: 1, sampleRate: RATE });
    const minute = samplesOf([60, voice]);
    for (let count = 0; count < 60; count++) measure.add(minute);
    const { peaks, rms, durationSeconds } = measure.peaks();
    expect([peaks.length, rms.length, durationSeconds]).toEqual([360_000, 180_000, 3_600]);
    expect(peaks.buffer.byteLength).toBe(360_000);
  });

  test('leave out a sample when only one of its channels came', () => {
    const samples = stereoOf(samplesOf([0.1, voice]), samplesOf([0.1, silence]));
    const { durationSeconds, rms } = measured(samples.subarray(0, -1), 2).peaks();
    expect(durationSeconds).toBeCloseTo(0.1 - 1 / RATE);
    expect(rms.length).toBe(10);
  });

  test('are available while more arrives, frame by frame', () => {
    const samples = samplesOf([1, voice]);
    const measure = new LegMeasure({ channels: 1, sampleRate: RATE });
    measure.add(samples.subarray(0, 1_000));
    expect(measure.peaks().rms.length).toBe(6);
    measure.add(samples.subarray(1_000));
    expect(measure.peaks().rms).toEqual(measured(samples).peaks().rms);
  });
});
