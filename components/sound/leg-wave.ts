import type { Arrival, Peaks } from '@/lib/contract/waveform';

/** A leg's waveform, decoded. Peak `p` of channel `c` is at `(p * channels + c)` of each array. */
export interface LegWave {
  arrival: Arrival;
  channels: number;
  secondsPerPeak: number;
  durationSeconds: number;
  peakCount: number;
  /** Lowest sample of each peak, -128 to 127. */
  lows: Int8Array;
  /** Highest sample of each peak. */
  highs: Int8Array;
  /** Root mean square of each peak, 0 to 127. */
  rms: Uint8Array;
}

/** Decodes the API's answer. A peak that is cut off in the middle is left out. */
export function decodeLegWave(answer: Peaks): LegWave {
  const { arrival, channels, samplesPerPeak, sampleRate, durationSeconds } = answer;
  const pairs = new Int8Array(bytesOf(answer.peaks).buffer);
  const rms = bytesOf(answer.rms);
  const peakCount = Math.floor(Math.min(pairs.length / 2, rms.length) / channels);
  const count = peakCount * channels;
  const lows = new Int8Array(count);
  const highs = new Int8Array(count);
  // An hour has 180,000 peaks: a function called for each of them would take too long.
  for (let index = 0; index < count; index++) {
    lows[index] = pairs[index * 2] ?? 0;
    highs[index] = pairs[index * 2 + 1] ?? 0;
  }
  return {
    arrival,
    channels,
    secondsPerPeak: samplesPerPeak / sampleRate,
    durationSeconds,
    peakCount,
    lows,
    highs,
    rms: rms.subarray(0, count),
  };
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
