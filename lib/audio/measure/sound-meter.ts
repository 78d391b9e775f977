import type { SoundFormat } from '@/lib/audio/formats/sound-format';
import { LegatoError } from '@/lib/errors';
import { LegMeter } from './leg-meter';
import type {
  FromMeasuring,
  MeasuringListener,
  MeasuringThread,
  StartMeasuringThread,
} from './measuring-messages';

/** Measures legs as their bytes pass by, on a thread of its own. */
export interface SoundMeter {
  begin(format: SoundFormat): LegMeter;
  /** Ends the thread; legs that are being measured fail. */
  close(): Promise<void>;
}

/**
 * The thread starts with the first leg and stays. Where it dies, the legs in hand fail and the next leg
 * starts another.
 */
export function createSoundMeter(startThread: StartMeasuringThread): SoundMeter {
  const legs = new Map<number, LegMeter>();
  let thread: MeasuringThread | null = null;
  let lastLeg = 0;

  function threadOfNow(): MeasuringThread {
    if (thread) return thread;
    const listener: MeasuringListener = {
      onMessage,
      onDeath: (cause) => {
        if (thread !== started) return;
        thread = null;
        for (const leg of legs.values()) leg.fail(threadEnded(cause));
        legs.clear();
      },
    };
    const started = startThread(listener);
    thread = started;
    return started;
  }

  function onMessage(message: FromMeasuring): void {
    legs.get(message.leg)?.hear(message);
    if (message.kind === 'measured' || message.kind === 'failed') forget(message.leg);
  }

  function forget(leg: number): void {
    legs.delete(leg);
    if (legs.size === 0) thread?.setNeeded(false);
  }

  return {
    begin(format) {
      lastLeg += 1;
      const number = lastLeg;
      const leg = new LegMeter(number, format, {
        tell: (message) => {
          if (!legs.has(number)) return;
          const told = threadOfNow();
          told.setNeeded(true);
          told.tell(message);
        },
        forget: () => forget(number),
      });
      legs.set(number, leg);
      return leg;
    },
    async close() {
      const ended = thread;
      thread = null;
      for (const leg of legs.values()) leg.fail(threadEnded());
      legs.clear();
      await ended?.end();
    },
  };
}

const threadEnded = (cause?: unknown) =>
  new LegatoError(
    'internal-error',
    'Legato stopped measuring this leg. It can be played; its waveform comes when it is fetched anew.',
    { cause },
  );
