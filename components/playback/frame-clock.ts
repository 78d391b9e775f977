import type { PlayerOptions, PlayerStateHolder } from './player-state';

/** Ticks on every frame while the call runs. Hidden tabs have no frames: there `timeupdate` ticks. */
export function runFrameClock(
  state: PlayerStateHolder,
  options: Pick<PlayerOptions, 'requestFrame' | 'cancelFrame'>,
  signal: AbortSignal,
): void {
  let frame: number | null = null;

  function follow(): void {
    const { isPlaying, isWaiting } = state.get();
    if (isPlaying && !isWaiting) {
      frame ??= options.requestFrame(() => {
        frame = null;
        state.tick();
        follow();
      });
    } else if (frame !== null) stop();
  }

  function stop(): void {
    if (frame !== null) options.cancelFrame(frame);
    frame = null;
  }

  const unsubscribe = state.subscribe(follow);
  signal.addEventListener('abort', () => {
    unsubscribe();
    stop();
  });
}
