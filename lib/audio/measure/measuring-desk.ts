import type { DecodedSound } from '@/lib/audio/decode/ffmpeg-codec';
import { createPackedDecoder } from '@/lib/audio/decode/packed-decoder';
import { SampleReader } from '@/lib/audio/decode/sample-reader';
import type { PackedFormat, SampledFormat, SoundFormat } from '@/lib/audio/formats/audio-form';
import { LegMeasure } from './leg-measure';
import type { MeasuredLeg, MeasuredPeaks } from './measured-leg';
import type { FromMeasuring, ToMeasuring } from './measuring-messages';

/**
 * Measures legs, several at once, as messages ask. Never throws: what goes wrong with a leg is sent as
 * its failure.
 */
export function createMeasuringDesk(send: (message: FromMeasuring) => void) {
  const legs = new Map<number, Promise<LegInHand>>();

  /** Messages about a leg wait here for its decoder, and are answered in the order in which they came. */
  async function answer(message: ToMeasuring): Promise<void> {
    const { kind, leg } = message;
    if (kind === 'begin') legs.set(leg, takeLeg(message.format));
    const inHand = await legs.get(leg);
    if (!inHand) return;
    switch (kind) {
      case 'bytes':
        inHand.add(message.bytes);
        return send({ kind: 'taken', leg, byteCount: message.bytes.length });
      case 'ask':
        return send({ kind: 'so-far', leg, peaks: inHand.peaksSoFar() });
      case 'end':
        send({ kind: 'measured', leg, measured: inHand.finish() });
        return close(leg);
      case 'drop':
        return close(leg);
    }
  }

  function close(leg: number): void {
    legs.get(leg)?.then(
      (inHand) => inHand.close(),
      // A leg that could not be begun has nothing to close.
      () => {},
    );
    legs.delete(leg);
  }

  return async (message: ToMeasuring): Promise<void> => {
    try {
      await answer(message);
    } catch (error) {
      close(message.leg);
      send({ kind: 'failed', leg: message.leg, reason: String(error) });
    }
  };
}

const takeLeg = async (format: SoundFormat): Promise<LegInHand> =>
  format.kind === 'sampled' ? takeSampledLeg(format) : takePackedLeg(format);

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

/** Measures samples as they are stored in a file. */
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

/** One leg that is being measured: takes its bytes in order. Throws where they cannot be decoded. */
export interface LegInHand {
  add(bytes: Uint8Array): void;
  /** Null while nothing is measured. */
  peaksSoFar(): MeasuredPeaks | null;
  /** Nothing more comes. */
  finish(): MeasuredLeg;
  close(): void;
}
