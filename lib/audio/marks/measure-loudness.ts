import type { Loudness } from '@/lib/contract/waveform';
import type { Part } from './divide-leg';
import { decibelsOf, type Hearing } from './hearing';

/** What is quieter by this than all speech together is no part of it: the gate of EBU R 128. */
const GATE_DB = 10;

/**
 * How loud the speech of a leg is: the root mean square of its frames, of the louder channel each, without
 * the pauses. First those below the threshold of sound are left out, then those 10 dB below the rest.
 */
export function measureLoudness(
  hearing: Hearing,
  parts: readonly Part[],
  highestSample: number,
): Loudness {
  const loud: number[] = [];
  for (const { kind, start, end } of parts) {
    if (kind !== 'speech') continue;
    for (let frame = start; frame < end; frame++) {
      if ((hearing.levels[frame] ?? 0) >= hearing.thresholdDb)
        loud.push(hearing.powers[frame] ?? 0);
    }
  }
  const gate = meanOf(loud) * 10 ** (-GATE_DB / 10);
  const spoken = loud.filter((power) => power >= gate);
  return {
    speechDb: spoken.length === 0 ? null : rounded(decibelsOf(meanOf(spoken))),
    peakDb: highestSample === 0 ? null : rounded(20 * Math.log10(highestSample / 32_768)),
  };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const rounded = (decibels: number): number => Math.round(decibels * 10) / 10;
