import type { DecodedSound } from '@/lib/audio/decode/codec-run';
import { createPackedDecoder } from '@/lib/audio/decode/packed-decoder';
import type { PackedFormat } from '@/lib/audio/formats/sound-format';
import type { LegInHand } from './leg-in-hand';
import { LegMeasure } from './leg-measure';

/** Decodes compressed sound and measures it. Rejects where FFmpeg does not load. */
export async function takePackedLeg(format: PackedFormat): Promise<LegInHand> {
  let measure: LegMeasure | null = null;
  let kind = '';
  const decoder = await createPackedDecoder(format, ({ samples, ...sound }) => {
    measure ??= new LegMeasure(sound);
    kind ||= kindOf(sound);
    if (kind !== kindOf(sound)) throw new Error(`the sound changes to ${kindOf(sound)}`);
    measure.add(samples);
  });
  // What the callback above does is not seen by the compiler.
  const measured = () => measure as LegMeasure | null;
  return {
    add: (bytes) => decoder.decode(bytes),
    peaksSoFar: () => measured()?.peaks() ?? null,
    finish() {
      decoder.finish();
      const whole = measured();
      if (!whole) throw new Error('no frame of it can be decoded');
      whole.finish();
      return { peaks: whole.peaks(), marks: whole.marks() };
    },
    close: () => decoder.close(),
  };
}

const kindOf = ({ channels, sampleRate }: Omit<DecodedSound, 'samples'>) =>
  `${channels} channels of ${sampleRate} samples a second`;
