import type { LegSource } from '@/lib/audio/spool/leg-source';
import type { NoojeeLeg } from '@/lib/noojee/leg';

const MOST_LEGS = 50_000;

/** The legs that the PBX listed lately, so that playing one needs no further question to it. */
export interface LegDirectory {
  remember(legs: readonly NoojeeLeg[]): void;
  /** The known legs of a call; perhaps not all, as the PBX answers a tag with the legs that carry it. */
  legsOf(uniqueId: string): readonly NoojeeLeg[];
  /** Remembers how long the whole sound of a recording was measured to be. */
  learnLength(recording: RecordingIdentity, seconds: number): void;
  /** Undefined where that is not known, or not any more. */
  lengthOf(recording: RecordingIdentity): number | undefined;
}

/** Which leg, and which recording of it. */
type RecordingIdentity = Pick<LegSource, 'key' | 'revision'>;

interface KnownCall {
  byNumber: Map<number, NoojeeLeg>;
  /** The same as a list, made when it is asked for: each range of a leg asks. */
  legs: readonly NoojeeLeg[] | null;
}

/**
 * A bounded memory of legs, oldest call out first. An entry never grows stale: a leg's number, record
 * id and start do not change once it is recorded, and whether its audio still exists is asked each time.
 */
export function createLegDirectory(mostLegs = MOST_LEGS): LegDirectory {
  const calls = new Map<string, KnownCall>();
  const lengths = new Map<string, number>();
  let count = 0;

  function take(uniqueId: string): KnownCall {
    const call = calls.get(uniqueId) ?? { byNumber: new Map(), legs: null };
    calls.delete(uniqueId);
    calls.set(uniqueId, call);
    call.legs = null;
    return call;
  }

  return {
    remember(listed) {
      // Of a number that is listed twice the first counts, as it does in the call that is shown.
      for (const leg of [...listed].reverse()) {
        const { byNumber } = take(leg.uniqueId);
        if (!byNumber.has(leg.leg)) count += 1;
        byNumber.set(leg.leg, leg);
      }
      for (const [uniqueId, { byNumber }] of calls) {
        if (count <= mostLegs) break;
        calls.delete(uniqueId);
        count -= byNumber.size;
      }
    },
    legsOf(uniqueId) {
      const call = calls.get(uniqueId);
      if (!call) return [];
      call.legs ??= [...call.byNumber.values()];
      return call.legs;
    },
    learnLength(recording, seconds) {
      const name = nameOf(recording);
      lengths.delete(name);
      lengths.set(name, seconds);
      const [oldest] = lengths.keys();
      if (lengths.size > mostLegs && oldest !== undefined) lengths.delete(oldest);
    },
    lengthOf: (recording) => lengths.get(nameOf(recording)),
  };
}

const nameOf = ({ key, revision }: RecordingIdentity) => `${key} ${revision}`;
