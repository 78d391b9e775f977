import type { LegChannel } from './leg-channel';

/** What Chromium takes on a quiet machine; the first start of a page has nothing better to go by. */
const FIRST_GUESS_MS = 100;
const LONGEST_MS = 300;
/** Long enough into the sound for the element's clock to run evenly, soon enough to be about its start. */
const MEASURED_FROM_SECONDS = 0.15;
const MEASURED_TO_SECONDS = 1.5;

export type StartLatency = ReturnType<typeof createStartLatency>;

/**
 * How long an element that has its bytes takes from being told to play until it sounds. Browsers and
 * machines differ by a tenth of a second, so each start of this page is measured for the next.
 */
export function createStartLatency(now: () => number) {
  const starts = new Map<LegChannel, { atMs: number; fromSeconds: number }>();
  let latencyMs = FIRST_GUESS_MS;

  return {
    ms: () => latencyMs,
    /** `channel` is told to play now. */
    starting(channel: LegChannel): void {
      if (!channel.isReady()) return;
      starts.set(channel, { atMs: now(), fromSeconds: channel.positionSeconds() });
    },
    /** Called on every tick: takes the measure once the sound runs. */
    observe(): void {
      for (const [channel, { atMs, fromSeconds }] of starts) {
        const played = channel.positionSeconds() - fromSeconds;
        if (channel.isSounding() && played >= 0 && played < MEASURED_FROM_SECONDS) continue;
        starts.delete(channel);
        if (!channel.isSounding() || played < 0 || played > MEASURED_TO_SECONDS) continue;
        const taken = now() - atMs - (played / channel.element.playbackRate) * 1000;
        latencyMs = (latencyMs + Math.min(Math.max(taken, 0), LONGEST_MS)) / 2;
      }
    },
  };
}
