import { setMaxListeners } from 'node:events';
import type { Actor } from '@/lib/access/actor';
import type { LegSound } from '@/lib/audio/spool/leg-sound';
import { MOST_LEGS_NAMED } from '@/lib/contract/query-limits';
import type { Marks, Peaks } from '@/lib/contract/waveform';
import { LegatoError } from '@/lib/errors';
import type { NoojeeLeg } from '@/lib/noojee/leg';
import { marksOf, measureLeg, peaksOf } from './get-sound';
import { findOpenLegs, openLeg } from './open-recording';
import type { Services } from './services';

/** Legs that are waited for at the same time. How many the PBX sends at once is the spool's business. */
const MOST_WAITED_FOR = 64;
/** Then the answer ends, with a problem for each leg that has not come. */
const LONGEST_MS = 10 * 60_000;
/** A part is shown again when it has grown by this, so that all parts together are a few times the whole. */
const GROWTH = 1.25;

/** What is known of one leg's sound. Its last is not `arriving`. */
export type SoundOfLeg =
  | { leg: number; status: 'arriving'; peaks: Peaks }
  | { leg: number; status: 'ready'; peaks: Peaks; marks: Marks }
  | { leg: number; status: 'failed'; error: unknown }
  | { leg: number; status: 'not-fetched' | 'not-measured' };

interface AskedSounds {
  uniqueId: string;
  /** Null for all legs. */
  legs: readonly number[] | null;
  /** What is there by now, of 500 legs at most: nothing is fetched or waited for. */
  keptOnly: boolean;
}

/**
 * Waveforms and marks of a call's legs, each as soon as it is ready, and parts of those that take long. The
 * legs are begun in the order of the list; none waits for a slow one. Nothing is fetched before the first
 * is taken. What is not taken is not gathered either: at most one entry for each leg that is waited for.
 *
 * @param asked Legs that do not exist, or that the actor may not hear, are left out.
 * @throws LegatoError `not-found` when the actor may hear no leg of the call; NoojeeError when the PBX
 *   fails. What fails for one leg is its entry.
 */
export async function getSounds(
  services: Services,
  actor: Actor,
  { uniqueId, legs, keptOnly }: AskedSounds,
  signal: AbortSignal,
): Promise<AsyncIterable<SoundOfLeg>> {
  const found = await findOpenLegs(services, actor, uniqueId, legs, signal, {
    knownWillDo: keptOnly,
  });
  return keptOnly
    ? asTheyCome(services, found.slice(0, MOST_LEGS_NAMED), lookUpLeg, signal)
    : asTheyCome(services, found, followLeg, signal);
}

/** Tells what is known of a leg until its last entry. Never rejects. */
type TellOfLeg = (
  services: Services,
  leg: NoojeeLeg,
  signal: AbortSignal,
  tell: (sound: SoundOfLeg) => void,
) => Promise<void>;

async function* asTheyCome(
  services: Services,
  legs: readonly NoojeeLeg[],
  tellOfLeg: TellOfLeg,
  signal: AbortSignal,
): AsyncGenerator<SoundOfLeg> {
  const stopping = new AbortController();
  // Each leg that is waited for listens; Node warns of more than ten.
  setMaxListeners(0, stopping.signal);
  const leave = () => stopping.abort(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) leave();
  const endWaiting = services.timers.after(LONGEST_MS, () => stopping.abort(tookTooLong()));
  /** The newest of each leg that has not been taken. */
  const untaken = new Map<number, SoundOfLeg>();
  let notify = () => {};
  let begun = 0;
  let waitedFor = 0;

  function begin(): void {
    for (; waitedFor < MOST_WAITED_FOR; waitedFor += 1) {
      const leg = legs[begun];
      if (!leg) return;
      begun += 1;
      void tellOfLeg(services, leg, stopping.signal, (sound) => {
        untaken.set(sound.leg, sound);
        notify();
      });
    }
  }

  try {
    begin();
    while (waitedFor > 0) {
      signal.throwIfAborted();
      const [sound] = untaken.values();
      if (!sound) {
        await new Promise<void>((resolve) => {
          notify = resolve;
        });
        continue;
      }
      untaken.delete(sound.leg);
      yield sound;
      if (sound.status === 'arriving') continue;
      waitedFor -= 1;
      begin();
    }
  } finally {
    endWaiting();
    signal.removeEventListener('abort', leave);
    stopping.abort(new Error('nobody takes these sounds any more'));
  }
}

const followLeg: TellOfLeg = async (services, leg, signal, tell) => {
  const { source } = openLeg(services, leg);
  let shownBytes = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const sound = await measureLeg(services, source, signal);
      if (sound.arrival !== 'arriving') return tell(lastOf(leg, sound));
      const cameBytes = sound.peaks.rms.length;
      if (cameBytes <= shownBytes * GROWTH) continue;
      shownBytes = cameBytes;
      tell({ leg: leg.leg, status: 'arriving', peaks: peaksOf(sound) });
    }
  } catch (error) {
    tell({ leg: leg.leg, status: 'failed', error });
  }
};

const lookUpLeg: TellOfLeg = async (services, leg, signal, tell) => {
  try {
    const { source } = openLeg(services, leg);
    tell(lastOf(leg, await measureLeg(services, source, signal, { keptOnly: true })));
  } catch (error) {
    tell({ leg: leg.leg, status: 'failed', error });
  }
};

function lastOf({ leg }: NoojeeLeg, sound: LegSound): SoundOfLeg {
  switch (sound.arrival) {
    case 'not-measured':
      return { leg, status: 'not-measured' };
    case 'not-fetched':
    case 'arriving':
      return { leg, status: 'not-fetched' };
    default:
      return { leg, status: 'ready', peaks: peaksOf(sound), marks: marksOf(sound) };
  }
}

const tookTooLong = () =>
  new LegatoError(
    'pbx-timed-out',
    'The PBX has not sent this leg within ten minutes. Ask for it again.',
  );
