import { setMaxListeners } from 'node:events';
import type { Actor } from '@/lib/access/actor';
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
  | { leg: number; status: 'failed'; error: unknown };

/**
 * Waveforms and marks of a call's legs, each as soon as it is ready, and parts of those that take long. The
 * legs are begun in the order of the list; none waits for a slow one. Nothing is fetched before the first
 * is taken. What is not taken is not gathered either: at most one entry for each leg that is waited for.
 *
 * @param asked `legs: null` for all. Legs that do not exist, or that the actor may not hear, are left out.
 * @throws LegatoError `not-found` when the actor may hear no leg of the call; NoojeeError when the PBX
 *   fails. What fails for one leg is its entry.
 */
export async function getSounds(
  services: Services,
  actor: Actor,
  asked: { uniqueId: string; legs: readonly number[] | null },
  signal: AbortSignal,
): Promise<AsyncIterable<SoundOfLeg>> {
  const legs = await findOpenLegs(services, actor, asked.uniqueId, asked.legs, signal);
  return asTheyCome(services, legs, signal);
}

async function* asTheyCome(
  services: Services,
  legs: readonly NoojeeLeg[],
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
      void followLeg(services, leg, stopping.signal, (sound) => {
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

/** Tells what is known of a leg until it is ready or has failed. Never rejects. */
async function followLeg(
  services: Services,
  leg: NoojeeLeg,
  signal: AbortSignal,
  tell: (sound: SoundOfLeg) => void,
): Promise<void> {
  const { source } = openLeg(services, leg);
  const number = leg.leg;
  let shownBytes = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const sound = await measureLeg(services, source, signal);
      const peaks = peaksOf(sound);
      if (sound.arrival !== 'arriving') {
        return tell({ leg: number, status: 'ready', peaks, marks: marksOf(sound) });
      }
      const cameBytes = sound.peaks.rms.length;
      if (cameBytes <= shownBytes * GROWTH) continue;
      shownBytes = cameBytes;
      tell({ leg: number, status: 'arriving', peaks });
    }
  } catch (error) {
    tell({ leg: number, status: 'failed', error });
  }
}

const tookTooLong = () =>
  new LegatoError(
    'pbx-timed-out',
    'The PBX has not sent this leg within ten minutes. Ask for it again.',
  );
