import type { Stretch } from '@/components/call-time/call-timeline';
import type { PlayerTimers } from './player-events';
import type { NextPart, PlayerOptions, PlayerStateHolder } from './player-state';

/** Long enough to notice that something is missing, short enough not to wait for it. */
const BEAT_MS = 600;

export type GapCrossing = ReturnType<typeof createGapCrossing>;

/** Waits out a stretch without audio: a short pause, or its full length at the chosen speed. */
export function createGapCrossing(
  state: PlayerStateHolder,
  timers: PlayerTimers,
  options: PlayerOptions,
) {
  const { memory } = state;
  const isRunning = () => memory.crossing !== null && memory.crossing.startedAtMs !== null;
  const inFullLength = () => state.get().gaps === 'real';

  /** Where in the call the crossing stands; null where no gap is being crossed. */
  function positionSeconds(): number | null {
    const { gap, speed } = state.get();
    const { crossing } = memory;
    if (!gap || !crossing) return null;
    if (crossing.startedAtMs === null || !inFullLength()) return crossing.fromSeconds;
    const passed = ((options.now() - crossing.startedAtMs) / 1000) * speed;
    return Math.min(crossing.fromSeconds + passed, gap.endSeconds);
  }

  function run(): void {
    const { gap, speed } = state.get();
    const { crossing } = memory;
    if (!gap || !crossing) return;
    crossing.startedAtMs = options.now();
    const restMs = ((gap.endSeconds - crossing.fromSeconds) / speed) * 1000;
    timers.set('gap', inFullLength() ? restMs : BEAT_MS);
    state.update({ isPlaying: true, isWaiting: false, hasEnded: false });
  }

  function halt(): void {
    timers.clear('gap');
    const { crossing } = memory;
    if (!crossing) return;
    crossing.fromSeconds = positionSeconds() ?? crossing.fromSeconds;
    crossing.startedAtMs = null;
  }

  return {
    isRunning,
    positionSeconds,

    /** Crosses `gap`; `next` follows it. */
    begin(gap: Stretch, next: NextPart): void {
      halt();
      memory.crossing = { fromSeconds: gap.startSeconds, startedAtMs: null, next };
      state.update({ gap });
      run();
    },
    pause(): void {
      if (!isRunning()) return;
      halt();
      state.update({ isPlaying: false });
    },
    resume(): void {
      if (state.get().gap && !isRunning()) run();
    },
    /** Changes the setting or the speed, on which the rest of the wait depends. */
    change(apply: () => void): void {
      const wasRunning = isRunning();
      if (wasRunning) halt();
      apply();
      if (wasRunning) run();
    },
    /** Forgets the gap: it is over, or somebody went elsewhere. */
    end(): void {
      halt();
      memory.crossing = null;
      if (state.get().gap) state.update({ gap: null });
    },
  };
}
