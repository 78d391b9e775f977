import type { SampledFormat } from '@/lib/audio/formats/sound-format';
import type { LegInHand } from '@/lib/audio/measure/leg-in-hand';
import { LegMeasure } from '@/lib/audio/measure/leg-measure';
import { SampleReader } from './sample-reader';

/** Measures samples as they stand in a file. */
export function takeSampledLeg(format: SampledFormat): LegInHand {
  const reader = new SampleReader(format.coding);
  const measure = new LegMeasure(format);
  return {
    add: (bytes) => measure.add(reader.read(bytes)),
    peaksSoFar: () => measure.peaks(),
    finish() {
      measure.finish();
      return { peaks: measure.peaks(), marks: measure.marks() };
    },
    close() {},
  };
}
