import type { PlayerOptions } from './player-state';

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;

export type NetworkReturn = ReturnType<typeof createNetworkReturn>;

/**
 * Tries again when the browser says that the network is back, and by itself after 2, 4, 8 and at most
 * 30 s: a tunnel or a restart of Legato tells the browser nothing.
 */
export function createNetworkReturn(
  options: Pick<PlayerOptions, 'setTimer' | 'clearTimer' | 'onOnline'>,
) {
  let waitMs = FIRST_WAIT_MS;
  let timer: number | null = null;
  let tryAgain: (() => void) | null = null;

  function stopTimer(): void {
    if (timer !== null) options.clearTimer(timer);
    timer = null;
  }

  function attempt(): void {
    stopTimer();
    tryAgain?.();
  }

  return {
    /** Hears of the browser's network for as long as `signal` is not aborted. */
    listen(signal: AbortSignal): void {
      options.onOnline(attempt, signal);
      signal.addEventListener('abort', stopTimer);
    },
    /** The network is gone: calls `again` until `forget`, with growing pauses. */
    await(again: () => void): void {
      stopTimer();
      tryAgain = again;
      timer = options.setTimer(attempt, waitMs);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    },
    isAwaited: () => tryAgain !== null,
    /** It is back, or nobody waits for it any more. */
    forget(): void {
      stopTimer();
      tryAgain = null;
      waitMs = FIRST_WAIT_MS;
    },
  };
}
