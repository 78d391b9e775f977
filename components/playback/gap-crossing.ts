import type { Stretch } from '@/components/call-time/call-timeline';
import type { PlayerOptions, PlayerStateHolder } from './player-state';

/** Long enough to notice that something is missing, short enough not to wait for it. */
const BEAT_MS = 600;

export type GapCrossing = ReturnType<typeof createGapCrossing>;

/** Waits out a stretch without audio: one beat, or its real length at the chosen speed. */
export function createGapCrossing(state: PlayerStateHolder, options: PlayerOptions) {
  let timer: number | null = null;
  let startedAtMs = 0;
  let fromSeconds = 0;
  let whenOver: () => void = () => undefined;

  const isRunning = () => timer !== null;
  const inRealTime = () => state.get().gaps === 'real';

  /** Where in the call the crossing stands; null where no gap is being crossed. */
  function positionSeconds(): number | null {
    const { gap, speed } = state.get();
    if (!gap) return null;
    if (!isRunning() || !inRealTime()) return fromSeconds;
    const passed = ((options.now() - startedAtMs) / 1000) * speed;
    return Math.min(fromSeconds + passed, gap.endSeconds);
  }

  function run(): void {
    const { gap, speed } = state.get();
    if (!gap) return;
    startedAtMs = options.now();
    const restMs = inRealTime() ? ((gap.endSeconds - fromSeconds) / speed) * 1000 : BEAT_MS;
    timer = options.setTimer(() => {
      timer = null;
      whenOver();
    }, restMs);
    state.update({ isPlaying: true, isWaiting: false, hasEnded: false });
  }

  function halt(): void {
    fromSeconds = positionSeconds() ?? fromSeconds;
    if (timer !== null) options.clearTimer(timer);
    timer = null;
  }

  return {
    isRunning,
    positionSeconds,

    begin(gap: Stretch, onOver: () => void): void {
      halt();
      fromSeconds = gap.startSeconds;
      whenOver = onOver;
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
    /** Forgets the gap: somebody went elsewhere, or it is over. */
    end(): void {
      halt();
      if (state.get().gap) state.update({ gap: null });
    },
  };
}
