import { SampleReader } from '@/lib/audio/decode/sample-reader';
import type { SampledFormat } from '@/lib/audio/formats/sound-format';
import type { LegInHand } from './leg-in-hand';
import { LegMeasure } from './leg-measure';

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
