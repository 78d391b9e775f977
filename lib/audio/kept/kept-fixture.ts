import { LegMeasure } from '@/lib/audio/measure/leg-measure';
import type { MeasuredLeg } from '@/lib/audio/measure/measured-leg';
import { noise, samplesOf, silence } from '@/lib/audio/measure/sound-fixture';

/** What is measured of a made leg of so many seconds: noise that differs by its seed, and a pause. */
export function measuredLeg(seed: number, seconds = 8): MeasuredLeg {
  const measure = new LegMeasure({ channels: 1, sampleRate: 8_000 });
  measure.add(samplesOf([seconds - 4, noise(-20, seed)], [4, silence]));
  measure.finish();
  return { peaks: measure.peaks(), marks: measure.marks() };
}
