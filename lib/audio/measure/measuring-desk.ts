import type { DecodedSound } from '@/lib/audio/decode/decoded-sound';
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
  const legs = new Map<number, LegInTurn>();

  async function answer(message: ToMeasuring, legInHand: LegInHand): Promise<void> {
    const { kind, leg } = message;
    switch (kind) {
      case 'begin':
        return;
      case 'bytes': {
        // Counted before a decoder takes them over.
        const byteCount = message.bytes.length;
        await legInHand.add(message.bytes);
        return send({ kind: 'taken', leg, byteCount });
      }
      case 'ask':
        return send({ kind: 'so-far', leg, peaks: legInHand.peaksSoFar() });
      case 'end':
        send({ kind: 'measured', leg, measured: await legInHand.finish() });
        return forget(leg, legInHand);
      case 'drop':
        return forget(leg, legInHand);
    }
  }

  function forget(leg: number, legInHand: LegInHand | null): void {
    legs.delete(leg);
    legInHand?.close();
  }

  /** Messages about a leg are answered one after the other, each when the one before has been. */
  async function inTurn(message: ToMeasuring, leg: LegInTurn): Promise<void> {
    if (legs.get(message.leg) !== leg) return;
    try {
      if (message.kind === 'begin') leg.inHand = await takeLeg(message.format);
      if (leg.inHand) await answer(message, leg.inHand);
    } catch (error) {
      forget(message.leg, leg.inHand);
      send({ kind: 'failed', leg: message.leg, reason: String(error) });
    }
  }

  return (message: ToMeasuring): Promise<void> => {
    if (message.kind === 'begin') {
      legs.set(message.leg, { inHand: null, lastTurn: Promise.resolve() });
    }
    const leg = legs.get(message.leg);
    if (!leg) return Promise.resolve();
    leg.lastTurn = leg.lastTurn.then(() => inTurn(message, leg));
    return leg.lastTurn;
  };
}

interface LegInTurn {
  /** Null until its decoder is there. */
  inHand: LegInHand | null;
  lastTurn: Promise<void>;
}

const takeLeg = async (format: SoundFormat): Promise<LegInHand> =>
  format.kind === 'sampled' ? takeSampledLeg(format) : takePackedLeg(format);

/** A waveform takes memory by the hour, and a small file can hold weeks of silence. */
const MOST_SECONDS = 24 * 3_600;

/** Decodes compressed sound and measures it. */
export async function takePackedLeg(format: PackedFormat): Promise<LegInHand> {
  let measure: LegMeasure | null = null;
  let kind = '';
  let seconds = 0;
  const decoder = await createPackedDecoder(format);

  async function measureAll(sounds: AsyncIterable<DecodedSound>): Promise<LegMeasure | null> {
    for await (const { samples, ...sound } of sounds) {
      measure ??= new LegMeasure(sound);
      kind ||= kindOf(sound);
      if (kind !== kindOf(sound)) throw new Error(`the sound changes to ${kindOf(sound)}`);
      seconds += samples.length / sound.channels / sound.sampleRate;
      if (seconds > MOST_SECONDS) throw new Error('the sound goes on for more than a day');
      measure.add(samples);
    }
    return measure;
  }

  return {
    async add(bytes) {
      await measureAll(decoder.decode(bytes));
    },
    peaksSoFar: () => measure?.peaks() ?? null,
    async finish() {
      const whole = await measureAll(decoder.finish());
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
    async add(bytes) {
      measure.add(reader.read(bytes));
    },
    peaksSoFar: () => measure.peaks(),
    async finish() {
      measure.finish();
      return { peaks: measure.peaks(), marks: measure.marks() };
    },
    close() {},
  };
}

/** One leg that is being measured: takes its bytes in order. Rejects where they cannot be decoded. */
export interface LegInHand {
  add(bytes: Uint8Array): Promise<void>;
  /** Null while nothing is measured. */
  peaksSoFar(): MeasuredPeaks | null;
  /** Nothing more comes. */
  finish(): Promise<MeasuredLeg>;
  close(): void;
}
