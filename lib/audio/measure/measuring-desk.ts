import type { SoundFormat } from '@/lib/audio/formats/sound-format';
import type { LegInHand } from './leg-in-hand';
import type { FromMeasuring, ToMeasuring } from './measuring-messages';
import { takePackedLeg } from './packed-leg';
import { takeSampledLeg } from './sampled-leg';

/**
 * Measures legs, several at once, as messages say. Never throws: what goes wrong with a leg is told as
 * its failure.
 */
export function createMeasuringDesk(tell: (message: FromMeasuring) => void) {
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
        return tell({ kind: 'taken', leg, byteCount: message.bytes.length });
      case 'ask':
        return tell({ kind: 'so-far', leg, peaks: inHand.peaksSoFar() });
      case 'end':
        tell({ kind: 'measured', leg, measured: inHand.finish() });
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
      tell({ kind: 'failed', leg: message.leg, reason: String(error) });
    }
  };
}

const takeLeg = async (format: SoundFormat): Promise<LegInHand> =>
  format.kind === 'sampled' ? takeSampledLeg(format) : takePackedLeg(format);
