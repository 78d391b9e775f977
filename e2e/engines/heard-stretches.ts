import type { SoundSample } from './sound-log';

/** A part of a leg that sounded without a jump. */
export interface HeardStretch {
  leg: number;
  startSeconds: number;
  endSeconds: number;
  /** On the page's clock. */
  startMs: number;
  endMs: number;
  /** How long before its first sample the page was not looked at: it may have begun that much earlier. */
  unseenMs: number;
}

/** Media clocks tick in steps, and a sample is taken a moment after the clock was read. */
const STEP_SECONDS = 0.25;

/** What was heard, in the order in which it began. Legs that overlap are heard side by side. */
export function heardStretches(samples: readonly SoundSample[]): HeardStretch[] {
  const heard: HeardStretch[] = [];
  const running = new Map<number, HeardStretch>();
  let lastMs: number | null = null;
  for (const { atMs, sounds } of samples) {
    const unseenMs = atMs - (lastMs ?? atMs);
    lastMs = atMs;
    for (const leg of running.keys()) {
      if (!sounds.some((sound) => sound.leg === leg)) running.delete(leg);
    }
    for (const { leg, seconds, isSounding, hasEnded, speed } of sounds) {
      const stretch = running.get(leg);
      const isNext =
        stretch &&
        seconds >= stretch.endSeconds - 0.01 &&
        seconds - stretch.endSeconds <= ((atMs - stretch.endMs) / 1000) * speed + STEP_SECONDS;
      if (stretch && isNext) Object.assign(stretch, { endSeconds: seconds, endMs: atMs });
      if (!isSounding || hasEnded) running.delete(leg);
      else if (!isNext) {
        const started = {
          leg,
          startSeconds: seconds,
          endSeconds: seconds,
          startMs: atMs,
          endMs: atMs,
          unseenMs,
        };
        running.set(leg, started);
        heard.push(started);
      }
    }
  }
  return heard.filter(({ startSeconds, endSeconds }) => endSeconds > startSeconds);
}
