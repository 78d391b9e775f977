import { describe, expect, test } from 'vitest';
import type { LegWave } from './leg-wave';
import { levelFor, waveColumns, wavePyramid } from './wave-pyramid';

/** A wave of 20 ms peaks from `[low, high, rms]` of each peak, for each channel in turn. */
function waveOf(peaks: readonly (readonly [number, number, number])[], channels = 1): LegWave {
  const peakCount = peaks.length / channels;
  return {
    arrival: 'complete',
    channels,
    secondsPerPeak: 0.02,
    durationSeconds: peakCount * 0.02,
    peakCount,
    lows: Int8Array.from(peaks, ([low]) => low),
    highs: Int8Array.from(peaks, ([, high]) => high),
    rms: Uint8Array.from(peaks, ([, , rms]) => rms),
  };
}

const silence = (count: number) =>
  Array.from({ length: count }, (): [number, number, number] => [0, 0, 0]);

describe('the pyramid', () => {
  test('halves until a level is small, and keeps the finest as it came', () => {
    const wave = waveOf(silence(3000));
    const { levels } = wavePyramid(wave);
    expect(levels.map(({ peakCount }) => peakCount)).toEqual([3000, 1500, 750, 375, 188]);
    expect(levels[0]).toBe(wave);
    expect(levels[4]?.secondsPerPeak).toBeCloseTo(0.32);
    expect(wavePyramid(wave), 'is made once').toBe(wavePyramid(wave));
  });

  test('loses no peak on the way up, and averages the power', () => {
    const peaks = silence(513);
    peaks[511] = [-100, 3, 40];
    peaks[512] = [-1, 90, 30];
    const [, second, third] = wavePyramid(waveOf(peaks)).levels;
    expect([second?.lows[255], second?.highs[256]]).toEqual([-100, 90]);
    expect(second?.rms[255]).toBe(28);
    expect(second?.rms[256], 'a peak without a partner stays').toBe(30);
    expect([third?.lows[127], third?.highs[128]]).toEqual([-100, 90]);
  });

  test('keeps the channels apart', () => {
    const peaks = silence(1024);
    peaks[7] = [-50, 50, 20];
    const [, second] = wavePyramid(waveOf(peaks, 2)).levels;
    expect([second?.highs[2], second?.highs[3]]).toEqual([0, 50]);
  });
});

describe('columns', () => {
  test('of an hour read few values, whatever the zoom', () => {
    const pyramid = wavePyramid(waveOf(silence(180_000)));
    for (const windowSeconds of [30, 600, 3600]) {
      const level = levelFor(pyramid, windowSeconds / 1000);
      const read = windowSeconds / level.secondsPerPeak;
      expect(read).toBeLessThanOrEqual(2000);
    }
  });

  test('show every peak of their stretch', () => {
    const peaks = silence(100);
    peaks[10] = [-20, 30, 10];
    peaks[99] = [-5, 127, 60];
    const { highs, lows, count } = waveColumns(wavePyramid(waveOf(peaks)), 0, 2, 10, 0);
    expect([...highs]).toEqual([0, 30, 0, 0, 0, 0, 0, 0, 0, 127]);
    expect([...lows]).toEqual([0, -20, 0, 0, 0, 0, 0, 0, 0, -5]);
    expect(count).toBe(10);
  });

  test('closer than a peak repeat it', () => {
    const peaks = silence(4);
    peaks[1] = [-1, 9, 3];
    const { highs } = waveColumns(wavePyramid(waveOf(peaks)), 0, 0.08, 8, 0);
    expect([...highs]).toEqual([0, 0, 9, 9, 0, 0, 0, 0]);
  });

  test('end with the last byte that has arrived', () => {
    const { count } = waveColumns(wavePyramid(waveOf(silence(50))), 0, 2, 10, 0);
    expect(count).toBe(5);
  });

  test('mix the sides of a stereo leg into one lane', () => {
    const peaks: [number, number, number][] = [
      [-10, 10, 3],
      [-30, 5, 4],
    ];
    const pyramid = wavePyramid(waveOf(peaks, 2));
    const mixed = waveColumns(pyramid, 0, 0.02, 1, 'mixed');
    expect([mixed.lows[0], mixed.highs[0], mixed.rms[0]]).toEqual([-30, 10, 4]);
    expect(waveColumns(pyramid, 0, 0.02, 1, 1).highs[0]).toBe(5);
  });
});
