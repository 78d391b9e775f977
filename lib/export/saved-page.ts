import page from '@/.cache/saved-page.html?raw';
import type { MeasuredPeaks } from '@/lib/audio/measure/measured-leg';
import type { LegColumns, SavedCall } from '@/lib/contract/export';

/**
 * `index.html` of a downloaded call: one file that plays the legs beside it, from disk, without a
 * network. `saved-page/build-saved-page.mjs` bundles the page; this puts the call into it.
 */
export function savedPage(saved: SavedCall): string {
  // A script element ends at the first end tag, even inside a string.
  const data = JSON.stringify(saved).replaceAll('<', '\\u003c');
  const title = escapeMarkup(`Call ${saved.call.uniqueId} · Legato`);
  return page.replace('"@data"', () => data).replace('@title', () => title);
}

const escapeMarkup = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Columns per call: as many as the widest screen has pixels. */
const COLUMNS_PER_CALL = 5_000;

/** Thins out a leg's waveform, so that the page of a call of hours stays small. */
export function legColumns(wave: MeasuredPeaks, callSeconds: number): LegColumns {
  const { channels } = wave;
  const secondsPerPeak = wave.samplesPerPeak / wave.sampleRate;
  const peakCount = Math.floor(wave.rms.length / channels);
  const perColumn = Math.max(1, Math.ceil(callSeconds / COLUMNS_PER_CALL / secondsPerPeak));
  const columnCount = Math.ceil(peakCount / perColumn);
  const pairs = new Int8Array(wave.peaks.buffer, wave.peaks.byteOffset, wave.peaks.length);
  const peaks = new Int8Array(columnCount * channels * 2);
  const rms = new Uint8Array(columnCount * channels);
  for (let peak = 0; peak < peakCount; peak += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      const from = peak * channels + channel;
      const to = Math.floor(peak / perColumn) * channels + channel;
      const isFirst = peak % perColumn === 0;
      const low = pairs[from * 2] ?? 0;
      const high = pairs[from * 2 + 1] ?? 0;
      peaks[to * 2] = isFirst ? low : Math.min(peaks[to * 2] ?? 0, low);
      peaks[to * 2 + 1] = isFirst ? high : Math.max(peaks[to * 2 + 1] ?? 0, high);
      rms[to] = Math.max(rms[to] ?? 0, wave.rms[from] ?? 0);
    }
  }
  return {
    channels,
    secondsPerColumn: perColumn * secondsPerPeak,
    peaks: Buffer.from(peaks.buffer).toString('base64'),
    rms: Buffer.from(rms.buffer).toString('base64'),
  };
}
