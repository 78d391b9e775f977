import { expect, test } from 'vitest';
import { laneBars } from './draw-wave';
import type { WaveColumns } from './wave-pyramid';

const column = (low: number, high: number, rms: number): WaveColumns => ({
  lows: Int8Array.of(low),
  highs: Int8Array.of(high),
  rms: Uint8Array.of(rms),
  count: 1,
});
const lane = { middlePx: 50, reachPx: 40 };

test('full scale fills the lane, up and down', () => {
  const { peaks } = laneBars(column(-128, 127, 90), lane);
  expect(peaks[0]).toBeCloseTo(10, 0);
  expect(peaks[1]).toBe(90);
});

test('silence is a line of one pixel in the middle', () => {
  const { peaks, rms } = laneBars(column(0, 0, 0), lane);
  expect([...peaks]).toEqual([49.5, 50.5]);
  expect([...rms]).toEqual([49.5, 50.5]);
});

test('the mean never reaches beyond the peak, and a louder column is taller', () => {
  const quiet = laneBars(column(-10, 12, 60), lane);
  expect(quiet.rms[0]).toBeGreaterThanOrEqual(quiet.peaks[0] ?? 0);
  expect(quiet.rms[1]).toBeLessThanOrEqual(quiet.peaks[1] ?? 0);
  const loud = laneBars(column(-40, 40, 20), lane);
  expect(loud.peaks[0]).toBeLessThan(quiet.peaks[0] ?? 0);
});

test('nothing is drawn before anything has arrived', () => {
  expect(laneBars({ ...column(0, 0, 0), count: 0 }, lane)).toMatchObject({ count: 0 });
});
